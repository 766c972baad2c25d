package com.wgtwo.camel.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What one process did.
 *
 * @param rate events per second
 * @param cpu seconds of CPU for 100,000 events
 * @param p50 microseconds from delivery to ack
 * @param p99 the same
 * @param megabytes resident memory at its highest
 */
record Result(double rate, double cpu, long p50, long p99, long megabytes) {

    /** The one whose rate is in the middle. */
    static Result median(List<Result> results) {
        List<Result> sorted = results.stream()
                .sorted(Comparator.comparingDouble(Result::rate))
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
