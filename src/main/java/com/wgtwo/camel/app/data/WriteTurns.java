package com.wgtwo.camel.app.data;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one statement at a time change an H2 file. H2 writes its maps to the file one after the other, also while another
 * connection changes them: of a process that is killed at that moment a row may stay without the log that says whose it is,
 * and nobody can write it again, not even after the next start (10 writers: 6 of 300 kills with H2 2.5.252, 1 of 300 with
 * 2.3.232). What only reads takes no turn.
 */
final class WriteTurns {
    /**
     * For the end of a transaction: the statement whose turn it is may be waiting for a row of this very transaction, and H2
     * lets it wait for 2 s.
     */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final ReentrantLock turn = new ReentrantLock();

    /** What is done in a turn. */
    interface Work {
        Object run() throws Throwable;
    }

    /** Runs a statement once no other runs. */
    Object statement(Work work) throws Throwable {
        turn.lock();
        try {
            return work.run();
        } finally {
            turn.unlock();
        }
    }

    /** Commits or rolls back once no statement runs, or when one has run for 100 ms. */
    Object end(Work work) throws Throwable {
        boolean taken = false;
        try {
            taken = turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            return work.run();
        } finally {
            if (taken) {
                turn.unlock();
            }
        }
    }
}
