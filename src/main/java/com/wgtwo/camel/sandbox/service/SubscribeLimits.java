package com.wgtwo.camel.sandbox.service;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/**
 * What a subscription may ask for. The figures are those the platform states for its v1 streams; it states none for v0, so
 * the same are applied there.
 *
 * @param minimumAckTimeout shortest acknowledgement timeout, 10 s on the platform
 */
record SubscribeLimits(Duration minimumAckTimeout) {
    static final int DEFAULT_WINDOW = 50;
    static final int MAXIMUM_WINDOW = 200;
    static final Duration DEFAULT_ACK_TIMEOUT = Duration.ofSeconds(30);
    static final Duration MAXIMUM_ACK_TIMEOUT = Duration.ofMinutes(10);

    /** The window for a {@code max_in_flight}; 0 means the default. */
    int window(int maxInFlight) {
        if (maxInFlight == 0) {
            return DEFAULT_WINDOW;
        }
        // The field is unsigned: what Java reads as negative is far above the maximum.
        if (maxInFlight < 0 || maxInFlight > MAXIMUM_WINDOW) {
            throw invalid("max_in_flight is " + Integer.toUnsignedString(maxInFlight) + "; 1 to " + MAXIMUM_WINDOW
                    + " is allowed");
        }
        return maxInFlight;
    }

    /** The acknowledgement timeout, if it is allowed. */
    Duration ackTimeout(String field, Duration asked) {
        if (asked.compareTo(minimumAckTimeout) < 0 || asked.compareTo(MAXIMUM_ACK_TIMEOUT) > 0) {
            throw invalid(field + " is " + text(asked) + "; " + text(minimumAckTimeout) + " to "
                    + text(MAXIMUM_ACK_TIMEOUT) + " is allowed");
        }
        return asked;
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    static StatusRuntimeException invalid(String sentence) {
        return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
    }
}
