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
 * @param megabytes resident memory of a process at its highest
 * @param resident megabytes of a process that are resident at the end
 * @param later events per second of the second half of the time, as a part of the first half's
 * @param growth by how many megabytes the resident memory of a process grew in the second half
 */
record Result(double rate, double cpu, long p50, long p99, long megabytes, long resident, double later, long growth) {

    /** The one whose rate is in the middle. */
    static Result median(List<Result> results) {
        List<Result> sorted = results.stream()
                .sorted(Comparator.comparingDouble(Result::rate))
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
