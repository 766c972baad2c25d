package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.event.EventView;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How long the platform goes on delivering an event: it keeps 30 minutes. */
public final class History {
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Clock clock;
    private final Supplier<Duration> ackTimeout;

    /** @param ackTimeout after which the platform delivers again, at present */
    public History(Clock clock, Supplier<Duration> ackTimeout) {
        this.clock = clock;
        this.ackTimeout = ackTimeout;
    }

    /**
     * True when no further delivery can be relied on: the event was made more than 30 minutes less two ack timeouts ago.
     * False when it does not say when it was made.
     */
    boolean isEndingFor(EventView event) {
        Duration lasts = KEPT.minus(ackTimeout.get().multipliedBy(2));
        return event.timestamp()
                .filter(made -> made.plus(lasts).isBefore(clock.instant()))
                .isPresent();
    }

    /** What somebody should know who asks for more deliveries than the platform makes; empty when it makes them. */
    public static Optional<String> remark(int maxDeliveries, Duration ackTimeout) {
        return ackTimeout.multipliedBy(maxDeliveries).compareTo(KEPT) <= 0
                ? Optional.empty()
                : Optional.of(
                        "wgtwo.max-deliveries (" + maxDeliveries + ") times wgtwo.ack-timeout is longer than the 30"
                                + " minutes for which the platform keeps events: an event that keeps failing becomes a dead letter"
                                + " before that, two ack timeouts before its 30 minutes are over.");
    }
}
