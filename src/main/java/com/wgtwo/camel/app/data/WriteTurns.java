package com.wgtwo.camel.app.data;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one statement at a time change an H2 file, as long as none takes longer than the waits below: who has waited for that
 * long goes on without a turn. H2 writes its maps to the file one after the other, also while another
 * connection changes them: of a process that is killed at that moment a row may stay without the log that says whose it is,
 * and nobody can write it again, not even after the next start (10 writers: 6 of 300 kills with H2 2.5.252, 1 of 300 with
 * 2.3.232). What only reads takes no turn.
 */
final class WriteTurns {
    /**
     * A statement may take long, such as one that deletes many rows; others would wait with all connections of the pool, and
     * who reads gets none after 5 s.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /**
     * In a transaction the statement whose turn it is may be waiting for a row of this very transaction, and H2 lets it wait
     * for 2 s.
     */
    private static final Duration LONGEST_WAIT_IN_TRANSACTION = Duration.ofMillis(100);

    /** Fair: else one writer may wait for its second while others have their turn again and again. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /** What is done in a turn. */
    interface Work {
        Object run() throws Throwable;
    }

    /** Runs a statement that is a transaction of its own once no other runs, or when one has run for a second. */
    Object alone(Work work) throws Throwable {
        return within(LONGEST_WAIT, work);
    }

    /** Runs a part of a transaction, its end too, once no statement runs, or when one has run for 100 ms. */
    Object inTransaction(Work work) throws Throwable {
        return within(LONGEST_WAIT_IN_TRANSACTION, work);
    }

    private Object within(Duration longest, Work work) throws Throwable {
        // Also when interrupted: the statement runs all the same, and two must not.
        boolean taken = Uninterruptibles.tryLockUninterruptibly(turn, longest);
        try {
            return work.run();
        } finally {
            if (taken) {
                turn.unlock();
            }
        }
    }
}
