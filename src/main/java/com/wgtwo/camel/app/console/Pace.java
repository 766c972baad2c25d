package com.wgtwo.camel.app.console;

import com.wgtwo.camel.stream.Durations;
import com.wgtwo.camel.stream.Figures;
import java.time.Duration;

/**
 * How fast a stream was between two looks.
 *
 * @param receivedPerSecond deliveries that arrived
 * @param ackedPerSecond acks the platform accepted
 * @param median half of the events acknowledged meanwhile took no longer, in seconds; NaN when there were none
 * @param slow 95 of 100 took no longer, in seconds; NaN when there were none
 */
record Pace(double receivedPerSecond, double ackedPerSecond, double median, double slow) {
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.95;
    private static final double MILLIS_PER_SECOND = 1000;

    /** A stream that was made anew between the looks counts from nothing. */
    static Pace between(Figures before, Figures now, Duration apart) {
        boolean anew = now.received() < before.received() || now.acked() < before.acked();
        double seconds = Math.max(1, apart.toMillis()) / MILLIS_PER_SECOND;
        long[] counts = new long[now.acknowledged().counts().size()];
        for (int step = 0; step < counts.length; step++) {
            counts[step] = now.acknowledged().counts().get(step)
                    - (anew ? 0 : before.acknowledged().counts().get(step));
        }
        return new Pace(
                (now.received() - (anew ? 0 : before.received())) / seconds,
                (now.acked() - (anew ? 0 : before.acked())) / seconds,
                quantile(counts, MEDIAN),
                quantile(counts, SLOW));
    }

    /** Between the bounds of the step it falls into, in proportion. */
    static double quantile(long[] counts, double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        if (all == 0) {
            return Double.NaN;
        }
        double wanted = share * all;
        double below = 0;
        for (int step = 0; step < Durations.BOUNDS.size(); step++) {
            if (below + counts[step] >= wanted) {
                double from = step == 0 ? 0 : Durations.BOUNDS.get(step - 1);
                return from + (Durations.BOUNDS.get(step) - from) * (wanted - below) / counts[step];
            }
            below += counts[step];
        }
        return Durations.BOUNDS.get(Durations.BOUNDS.size() - 1);
    }
}
