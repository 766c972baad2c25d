package com.wgtwo.camel.stream;

import java.time.Duration;

/** The running totals of a {@link Dispatcher}, under its lock. */
final class Counters {

    long received;
    long redelivered;
    long folded;
    long ackedAgain;
    long setAside;
    long late;
    long overran;
    long succeeded;
    long failed;
    long acked;
    long ackFailed;

    void received(boolean again) {
        received++;
        if (again) {
            redelivered++;
        }
    }

    Figures figures(int inFlight, int queued, int owed, Duration oldestAge) {
        return new Figures(
                received,
                redelivered,
                folded,
                ackedAgain,
                setAside,
                late,
                overran,
                succeeded,
                failed,
                acked,
                ackFailed,
                inFlight,
                queued,
                owed,
                oldestAge);
    }
}
