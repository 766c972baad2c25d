package com.wgtwo.camel.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a thread: work that was begun and can go on comes before work that has not been begun.
 *
 * <p>So no more events are begun than the threads get ahead with, although a window holds hundreds: one that has not been begun
 * is its bytes, one under way is an exchange with all its copies. Where memory is short that shows (docs/performance.md).
 *
 * <p>Each piece of work asks the executor for a turn of its own, and whoever has a turn takes what comes first.
 */
final class WorkQueue {
    private final Executor workers;
    private final Queue<Work> begun = new ConcurrentLinkedQueue<>();
    private final Queue<Work> fresh = new ConcurrentLinkedQueue<>();

    /** A piece of work, and who is told when no thread can be had for it. */
    private record Work(Runnable steps, Consumer<Throwable> refused) {}

    /**
     * An empty queue.
     *
     * @param workers runs the work
     */
    WorkQueue(Executor workers) {
        this.workers = workers;
    }

    /**
     * Begins with something when nothing that was begun before can go on.
     *
     * @param refused told in place of {@code steps} when the executor takes nothing any more
     *     ({@link RejectedExecutionException}) or the system gives it no thread ({@link OutOfMemoryError})
     */
    void begin(Runnable steps, Consumer<Throwable> refused) {
        add(fresh, new Work(steps, refused));
    }

    /** Goes on with something as soon as there is a thread; at once and here when none can be had. */
    void goOn(Runnable rest) {
        add(begun, new Work(rest, HandOver.here(rest)));
    }

    private void add(Queue<Work> queue, Work work) {
        queue.add(work);
        try {
            workers.execute(this::next);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Somebody else's turn may have taken it, and then it is the other one that is left without a turn.
            Work left = queue.remove(work) ? work : poll();
            if (left != null) {
                left.refused().accept(e);
            }
        }
    }

    private void next() {
        Work work = poll();
        if (work != null) {
            work.steps().run();
        }
    }

    private @Nullable Work poll() {
        Work work = begun.poll();
        return work == null ? fresh.poll() : work;
    }
}
