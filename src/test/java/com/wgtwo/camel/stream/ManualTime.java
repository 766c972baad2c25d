package com.wgtwo.camel.stream;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to move. */
final class ManualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    void advance(Duration by) {
        nanos += by.toNanos();
    }
}
