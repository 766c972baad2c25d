package com.wgtwo.camel.sandbox.broker;

import java.time.Duration;

/**
 * The limits of a broker.
 *
 * @param history how long an event stays in the journal; the platform documents 30 minutes
 * @param historyLimit events above which the journal drops those that every subscription has passed; bounds memory, not what
 *     a connected subscription is owed
 * @param positionRetention how long the position of a durable subscription outlives its last client; the platform documents
 *     one hour
 * @param ackLogLimit acknowledged events that are remembered for inspection
 */
public record BrokerSettings(Duration history, int historyLimit, Duration positionRetention, int ackLogLimit) {

    /** What the platform documents, with room for 100,000 events of history and 10,000 remembered acknowledgements. */
    public static BrokerSettings platform() {
        return new BrokerSettings(Duration.ofMinutes(30), 100_000, Duration.ofHours(1), 10_000);
    }
}
