package com.wgtwo.camel.sandbox.service;

import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All streams that clients have open, of all services. */
public final class OpenStreams {
    private final Set<GrpcSink<?, ?>> streams = ConcurrentHashMap.newKeySet();

    /** Number of open streams. */
    public int count() {
        return streams.size();
    }

    /** Ends all streams as a server does that has nothing more to say. */
    public void endAll() {
        streams.forEach(GrpcSink::complete);
    }

    /** Ends all streams with an error. */
    public void failAll(Status status) {
        streams.forEach(stream -> stream.fail(status));
    }

    void add(GrpcSink<?, ?> stream) {
        streams.add(stream);
    }

    void remove(GrpcSink<?, ?> stream) {
        streams.remove(stream);
    }
}
