package com.wgtwo.camel.stream;

import java.util.Arrays;

/** Collects {@link Durations}, under the lock of the {@link Dispatcher}. */
final class DurationCounter {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] counts = new long[Durations.BOUNDS.size() + 1];
    private double seconds;

    void add(long nanos) {
        double taken = nanos / NANOS_PER_SECOND;
        int step = 0;
        while (step < Durations.BOUNDS.size() && taken > Durations.BOUNDS.get(step)) {
            step++;
        }
        counts[step]++;
        seconds += taken;
    }

    void add(DurationCounter other) {
        Arrays.setAll(counts, step -> counts[step] + other.counts[step]);
        seconds += other.seconds;
    }

    Durations durations() {
        return new Durations(Arrays.stream(counts).boxed().toList(), seconds);
    }
}
