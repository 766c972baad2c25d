package com.wgtwo.camel.stream;

import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.time.Duration;
import java.util.List;

/** A subscription to SMS events of a sandbox, with manual acks. */
final class SmsSubscription implements AutoCloseable {
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(10);

    final Sandbox platform = Sandbox.builder().start();
    final Connection connection = new Connection(new ConnectionSettings(
            platform.target(),
            true,
            null,
            null,
            null,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            4_194_304,
            "test"));
    final SubscriptionSpec spec = new SubscriptionSpec(
            "events",
            "",
            PlatformStreams.get("events"),
            new SubscriptionSettings(
                    List.of("SMS_EVENT"), StartPosition.parse("new"), "", "queue", "durable", 10, ACK_TIMEOUT, true),
            new PlatformAccess(connection, null));

    static EngineSettings settings(Ordering ordering) {
        return new EngineSettings(ordering, ACK_TIMEOUT, Duration.ZERO);
    }

    @Override
    public void close() {
        connection.close();
        platform.close();
    }
}
