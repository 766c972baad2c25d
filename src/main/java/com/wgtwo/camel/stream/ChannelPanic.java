package com.wgtwo.camel.stream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/**
 * Notices that a channel is of no use any more: after an error in one of its own tasks, such as no thread to be had at a
 * reconnect, grpc-java fails every call on it for as long as it exists.
 */
final class ChannelPanic implements ClientInterceptor {
    /** The only thing that tells such a failure from others (grpc-java 1.78, {@code ManagedChannelImpl.panic}). */
    private static final String DESCRIPTION = "Panic! This is a bug!";

    private final Runnable replace;

    /**
     * Watches the calls of one channel.
     *
     * @param replace runs for each call that fails so, before its listener is told
     */
    ChannelPanic(Runnable replace) {
        this.replace = replace;
    }

    /** Whether a call failed because its channel had. */
    static boolean failed(Status status) {
        // A cause does not travel: without one it is what a proxy of the same making says of its own channel.
        return status.getCode() == Status.Code.INTERNAL
                && status.getCause() != null
                && DESCRIPTION.equals(status.getDescription());
    }

    @Override
    public <Q, P> ClientCall<Q, P> interceptCall(MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<P> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                if (failed(status)) {
                                    replace.run();
                                }
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }
}
