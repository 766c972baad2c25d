package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A subscription to SMS events of a sandbox, with manual acks. */
final class SmsSubscription implements AutoCloseable {
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(10);

    final Sandbox platform = Sandbox.builder().start();
    final Connection connection = new Connection(connecting(platform.target(), null));
    final SubscriptionSpec spec = new SubscriptionSpec(
            "events",
            "",
            PlatformStreams.get("events"),
            new SubscriptionSettings(
                    List.of("SMS_EVENT"), StartPosition.parse("new"), "", "queue", "durable", 10, ACK_TIMEOUT, true),
            new PlatformAccess(connection, null));

    /** @param trusted for TLS; null for a connection in the clear */
    static ConnectionSettings connecting(String target, @Nullable Path trusted) {
        return new ConnectionSettings(
                target,
                trusted == null,
                trusted,
                null,
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                4_194_304,
                "test");
    }

    /** What keeps the stream open, without an engine around it. */
    StreamSupervisor<?, ?> supervisor(
            Deliveries deliveries, Dispatcher dispatcher, ScheduledExecutorService scheduler) {
        return supervisor(spec.stream(), deliveries, dispatcher, scheduler);
    }

    private <S extends Message, E extends Message> StreamSupervisor<S, E> supervisor(
            PlatformStream<S, E, ?, ?> stream,
            Deliveries deliveries,
            Dispatcher dispatcher,
            ScheduledExecutorService scheduler) {
        return new StreamSupervisor<>(
                "events",
                new StreamCall.Target<>(
                        stream, stream.request(spec.settings()), spec.access(), event -> {}, deliveries.origin()),
                settings(Ordering.NONE),
                dispatcher,
                scheduler,
                TimeSource.SYSTEM,
                new EngineMemory());
    }

    static EngineSettings settings(Ordering ordering) {
        return new EngineSettings(ordering, ACK_TIMEOUT, Duration.ZERO);
    }

    @Override
    public void close() {
        connection.close();
        platform.close();
    }
}
