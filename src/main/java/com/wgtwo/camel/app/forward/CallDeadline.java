package com.wgtwo.camel.app.forward;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call that is not answered in time with {@code DEADLINE_EXCEEDED}; Camel's grpc component by itself would wait for
 * ever. Calls that stream, or have a deadline, are left alone.
 */
final class CallDeadline implements ClientInterceptor {
    private final long nanos;

    /** @param timeout how long a call may take */
    CallDeadline(Duration timeout) {
        nanos = timeout.toNanos();
    }

    @Override
    public <Q, P> ClientCall<Q, P> interceptCall(MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
        boolean endless = method.getType() == MethodType.UNARY && options.getDeadline() == null;
        return next.newCall(method, endless ? options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS) : options);
    }
}
