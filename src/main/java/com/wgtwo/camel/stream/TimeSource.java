package com.wgtwo.camel.stream;

import java.time.Duration;
import java.time.Instant;

/** The clock of the engine: a steady one for deadlines, the wall clock for what people read. */
public interface TimeSource {

    /** The clocks of the machine. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };

    /** A steady reading in nanoseconds; only differences mean something, as with {@link System#nanoTime()}. */
    long nanos();

    /** The wall clock. */
    Instant now();

    /**
     * How long it is until a reading of {@link #nanos()}; negative when it has passed.
     *
     * @param deadlineNanos the reading to wait for
     */
    default Duration until(long deadlineNanos) {
        return Duration.ofNanos(deadlineNanos - nanos());
    }
}
