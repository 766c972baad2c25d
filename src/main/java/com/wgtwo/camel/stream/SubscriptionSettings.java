package com.wgtwo.camel.stream;

import java.time.Duration;
import java.util.List;

/**
 * What a subscription asks the platform for.
 *
 * @param eventTypes names of the v0 event types, as the interface spells them; not used by the v1 streams
 * @param startPosition where to start when the platform holds no position
 * @param clientId part of the identity of a v0 durable or queue subscription; empty to leave it out
 * @param queueName members of one queue share its events; for v1 the custom name of the durable queue; empty for none
 * @param durableName under this name the platform keeps the position while nobody is connected; empty for none
 * @param maxInFlight the window: how many events may be unacknowledged at once, 1 to 200 (stated for v1, kept for v0)
 * @param ackTimeout how long the platform waits for an ack before it delivers again, 10 s to 10 min
 * @param manualAck whether events are acknowledged by us; otherwise the platform counts them as done once sent
 */
public record SubscriptionSettings(
        List<String> eventTypes,
        StartPosition startPosition,
        String clientId,
        String queueName,
        String durableName,
        int maxInFlight,
        Duration ackTimeout,
        boolean manualAck) {

    /** Largest window the platform states (v1 StreamConfiguration). */
    public static final int MAX_IN_FLIGHT = 200;

    /** Shortest ack timeout the platform states (v1 StreamConfiguration). */
    public static final Duration MIN_ACK_TIMEOUT = Duration.ofSeconds(10);

    /** Longest ack timeout the platform states (v1 StreamConfiguration). */
    public static final Duration MAX_ACK_TIMEOUT = Duration.ofMinutes(10);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException in one sentence, when a value lies outside
     */
    public SubscriptionSettings {
        eventTypes = List.copyOf(eventTypes);
        if (maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "max in flight is " + maxInFlight + ", but the platform takes 1 to " + MAX_IN_FLIGHT);
        }
        if (ackTimeout.compareTo(MIN_ACK_TIMEOUT) < 0 || ackTimeout.compareTo(MAX_ACK_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "ack timeout is " + ackTimeout.toSeconds() + " s, but the platform takes 10 s to 600 s (10 min)");
        }
    }
}
