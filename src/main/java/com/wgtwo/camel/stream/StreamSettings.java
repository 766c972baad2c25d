package com.wgtwo.camel.stream;

import java.time.Duration;

/**
 * What a stream asks of the platform and of this program.
 *
 * @param subscription what the platform is asked for
 * @param ordering which events wait for one another
 * @param maxStreamAge after this long a stream is ended and opened anew in good order, before the platform cuts it;
 *     zero to leave that to the platform, which does so about once an hour
 */
public record StreamSettings(SubscriptionSettings subscription, Ordering ordering, Duration maxStreamAge) {

    /**
     * Makes strict order hold at the platform too, which promises it for a window of one only.
     *
     * @throws IllegalArgumentException in one sentence, when the stream age is below a minute
     */
    public StreamSettings {
        if (!maxStreamAge.isZero() && maxStreamAge.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "maximal stream age is " + maxStreamAge.toSeconds() + " s, but must be 0 (off) or at least 60 s");
        }
        if (ordering == Ordering.STRICT && subscription.maxInFlight() != 1) {
            subscription = new SubscriptionSettings(
                    subscription.eventTypes(),
                    subscription.startPosition(),
                    subscription.clientId(),
                    subscription.queueName(),
                    subscription.durableName(),
                    1,
                    subscription.ackTimeout(),
                    subscription.manualAck());
        }
    }
}
