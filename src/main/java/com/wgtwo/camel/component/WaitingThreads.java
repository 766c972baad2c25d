package com.wgtwo.camel.component;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Tells threads that wait from threads that work or would, had they a processor.
 *
 * <p>Processor time cannot tell: where other programs use the processors too, a thread that only computes gets as little of
 * them as one that waits for a database. Nor does one wait that wants a lock which another thread holds: that is the one to ask,
 * and more threads would only want the same lock.
 */
final class WaitingThreads {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WaitingThreads() {}

    /**
     * Whether a thread waits: for a signal or the time, or inside the system for a network, a disk or a process, which Java takes
     * to be running.
     *
     * @param id of a thread; one that has ended does not wait
     */
    static boolean waits(long id) {
        ThreadInfo thread = THREADS.getThreadInfo(id, 1);
        if (thread == null) {
            return false;
        }
        return switch (thread.getThreadState()) {
            case WAITING, TIMED_WAITING -> thread.getLockOwnerId() < 0;
            case RUNNABLE -> {
                StackTraceElement[] top = thread.getStackTrace();
                yield top.length > 0 && top[0].isNativeMethod();
            }
            case BLOCKED, NEW, TERMINATED -> false;
        };
    }
}
