package com.wgtwo.camel.stream;

import java.util.List;

/**
 * How long something took, counted in steps, as a histogram of Prometheus wants it.
 *
 * @param counts how many fell into each step, those of {@link #BOUNDS} and one for all that took longer
 * @param seconds all of it together
 */
public record Durations(List<Long> counts, double seconds) {

    /** The upper bounds of the steps in seconds: from a fast webhook to an event that overran the longest ack timeout. */
    public static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 600.0);

    /** Copies the list. */
    public Durations {
        counts = List.copyOf(counts);
    }

    /** How many there were. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
