package com.wgtwo.camel.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Waits that double from a base up to a cap, each drawn at random between a tenth of the span and the whole of it, so
 * that clients that failed together do not come back together.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Backoff {

    private final Duration base;
    private final Duration cap;
    private final DoubleSupplier random;
    private int failures;

    /**
     * A back-off.
     *
     * @param base the largest first wait
     * @param cap the largest wait of all
     */
    public Backoff(Duration base, Duration cap) {
        this(base, cap, () -> ThreadLocalRandom.current().nextDouble());
    }

    Backoff(Duration base, Duration cap, DoubleSupplier random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /** The next wait. */
    public Duration next() {
        double span = Math.min(base.toMillis() * Math.pow(2, failures), cap.toMillis());
        failures++;
        return Duration.ofMillis(Math.round(span * (0.1 + 0.9 * random.getAsDouble())));
    }

    /** Starts again from the base, after something went well. */
    public void reset() {
        failures = 0;
    }

    /** How many waits were drawn since the last reset. */
    public int failures() {
        return failures;
    }
}
