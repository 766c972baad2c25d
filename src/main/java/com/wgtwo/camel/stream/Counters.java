package com.wgtwo.camel.stream;

import java.time.Duration;

/** The running totals of one subscription, under the lock of the {@link Dispatcher}. */
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
    long givenUp;
    long acked;
    long ackFailed;
    final DurationCounter worked = new DurationCounter();
    final DurationCounter acknowledged = new DurationCounter();

    void received(boolean again) {
        received++;
        if (again) {
            redelivered++;
        }
    }

    void add(Counters other) {
        received += other.received;
        redelivered += other.redelivered;
        folded += other.folded;
        ackedAgain += other.ackedAgain;
        setAside += other.setAside;
        late += other.late;
        overran += other.overran;
        succeeded += other.succeeded;
        failed += other.failed;
        givenUp += other.givenUp;
        acked += other.acked;
        ackFailed += other.ackFailed;
        worked.add(other.worked);
        acknowledged.add(other.acknowledged);
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
                givenUp,
                acked,
                ackFailed,
                worked.durations(),
                acknowledged.durations(),
                inFlight,
                queued,
                owed,
                oldestAge);
    }
}
