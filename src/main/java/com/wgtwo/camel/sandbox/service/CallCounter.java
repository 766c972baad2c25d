package com.wgtwo.camel.sandbox.service;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls that ask for a stream of events, those that are refused included. */
public final class CallCounter implements ServerInterceptor {
    private final AtomicLong subscribes = new AtomicLong();

    /** How many there were. */
    public long subscribes() {
        return subscribes.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType() == MethodType.SERVER_STREAMING) {
            subscribes.incrementAndGet();
        }
        return next.startCall(call, headers);
    }
}
