package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.DurationOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;

/** Times of requests in the types of the JDK; one that protobuf does not allow is refused with INVALID_ARGUMENT. */
final class Times {
    /** Ten thousand years, which is what protobuf allows at most. */
    private static final long MAXIMUM_SECONDS = 315_576_000_000L;

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private Times() {}

    static Duration duration(String field, DurationOrBuilder duration) {
        if (Math.abs(duration.getSeconds()) > MAXIMUM_SECONDS || Math.abs(duration.getNanos()) >= NANOS_PER_SECOND) {
            throw SubscribeLimits.invalid(field + " is out of the range of a duration");
        }
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    static Instant instant(String field, Timestamp timestamp) {
        if (!Timestamps.isValid(timestamp)) {
            throw SubscribeLimits.invalid(field + " is out of the range of a timestamp");
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
