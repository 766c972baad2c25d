package com.wgtwo.camel.stream;

import java.time.Duration;

/**
 * What is the same for all subscriptions of an engine.
 *
 * @param ordering which events wait for one another
 * @param ackTimeout after which the platform delivers an event again
 * @param maxStreamAge after this long a stream is ended and opened anew in good order, before the platform cuts it;
 *     zero to leave that to the platform, which does so about once an hour
 */
public record EngineSettings(Ordering ordering, Duration ackTimeout, Duration maxStreamAge) {

    /**
     * Checks the stream age.
     *
     * @throws IllegalArgumentException in one sentence, when it is below a minute and not zero
     */
    public EngineSettings {
        if (!maxStreamAge.isZero() && maxStreamAge.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "maximal stream age is " + maxStreamAge.toSeconds() + " s, but must be 0 (off) or at least 60 s");
        }
    }
}
