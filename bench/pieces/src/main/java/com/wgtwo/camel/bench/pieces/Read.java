package com.wgtwo.camel.bench.pieces;

import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.EventId;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What is read from a delivery: the identity of its bytes alone, and all the facts, which are the identity, type, subscriber, time and the ack
 * request. Beside it the bare SHA-256 of as many bytes, which no identity by content can do without.
 */
public class Read extends Piece {
    private final SubscribeEventsResponse sms = Sample.sms();
    private final byte[] bytes = sms.getEvent().toByteArray();
    private MessageDigest sha256;

    @SuppressWarnings("unchecked")
    private final PlatformStream<?, SubscribeEventsResponse, ?, ?> events =
            (PlatformStream<?, SubscribeEventsResponse, ?, ?>) PlatformStreams.get("events");

    @Setup
    public void prepare() throws NoSuchAlgorithmException {
        sha256 = MessageDigest.getInstance("SHA-256");
    }

    @Benchmark
    public EventFacts facts() {
        return events.read(sms);
    }

    @Benchmark
    public EventId identity() {
        return EventId.of(bytes, 0);
    }

    @Benchmark
    public byte[] sha256() {
        return sha256.digest(bytes);
    }
}
