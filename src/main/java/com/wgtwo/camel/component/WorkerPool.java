package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on one thread as long as that is enough, on few when it is not, and on a thread for each piece of work when it
 * waits.
 *
 * <p>A route whose steps hold no thread while they wait (the webhook, the ack) is fastest on no more threads than there are
 * processors: handing each event to a thread of its own costs more than its JSON. With few events one thread is better than
 * two, which wake each other up for each of them: at window 10 with 5 ms an event took 69 microseconds of processor time in
 * place of 81 to 97. A route with steps that do hold a thread (mail, SQL) needs as many as it has events in flight. Nobody can say beforehand which steps a route has, so this looks
 * every {@value #LOOK_MILLIS} ms, while work is queued, what was begun and how many of the threads with work wait. Work that is
 * queued while nothing begins, or while at least half of the threads wait ({@value #SAMPLES} samples), gets threads of its own.
 * Every {@value #AGAIN_SECONDS} seconds it starts over with one, unless half of the threads still wait. Work that does not wait,
 * but is queued at half of {@value #SAMPLES} looks, gets the few, until it is queued at no more than one of as many.
 */
final class WorkerPool implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    /** Long enough that a garbage collection, or another program that the system lets run, does not look like waiting. */
    static final long LOOK_MILLIS = 50;

    /** Enough that one short wait is not taken for many. */
    static final int SAMPLES = 8;

    /** At one look, however many threads there are: each one stops for it. */
    private static final int MOST_AT_ONCE = 4;

    /** Chosen: a route that has stopped waiting goes on with too many threads for no longer than that. */
    static final long AGAIN_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService scheduler;
    private final LongPredicate waiting;
    private final TimeSource time;
    private final int few;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<Thread, Runnable> working = new ConcurrentHashMap<>();
    private final LongAdder taken = new LongAdder();
    private volatile long mayGrowAt;
    private long grownAt;
    private long begunThen;
    private int looked;
    private int foundQueued;
    private int sampled;
    private int waited;
    private boolean waits;

    /**
     * A pool.
     *
     * @param threads what it runs on; its size is this class's to set
     * @param scheduler for the looks; they are short
     * @param few how many threads there are at most for work that does not wait
     * @param waiting whether the thread with an id waits
     * @param time the clock
     */
    WorkerPool(
            ThreadPoolExecutor threads,
            ScheduledExecutorService scheduler,
            int few,
            LongPredicate waiting,
            TimeSource time) {
        this.time = time;
        this.threads = threads;
        this.scheduler = scheduler;
        this.few = few;
        this.waiting = waiting;
        this.mayGrowAt = time.nanos();
    }

    /**
     * Runs work soon. When the system gives no thread more, those there are take it.
     *
     * @throws RejectedExecutionException when the threads were shut down
     * @throws OutOfMemoryError when the system gives no thread, and there is none
     */
    @Override
    public void execute(Runnable work) {
        underWay.incrementAndGet();
        Runnable counted = () -> run(work);
        try {
            threads.execute(counted);
        } catch (RejectedExecutionException e) {
            underWay.decrementAndGet();
            throw e;
        } catch (OutOfMemoryError e) {
            if (!leaveToOthers(counted, e)) {
                underWay.decrementAndGet();
                throw e;
            }
        }
        taken.increment();
        if (!threads.getQueue().isEmpty() && looking.compareAndSet(false, true)) {
            beginToLook();
        }
    }

    private boolean leaveToOthers(Runnable work, OutOfMemoryError noThread) {
        if (threads.getPoolSize() == 0) {
            return false;
        }
        noMore(noThread);
        return threads.getQueue().offer(work);
    }

    private synchronized void noMore(OutOfMemoryError noThread) {
        int there = Math.min(Math.max(1, threads.getPoolSize()), threads.getMaximumPoolSize());
        LOG.warn("Events have to do with {} threads: {}", there, noThread.getMessage());
        threads.setCorePoolSize(there);
        mayGrowAt = time.nanos() + TimeUnit.SECONDS.toNanos(AGAIN_SECONDS);
    }

    private void run(Runnable work) {
        Thread thread = Thread.currentThread();
        try {
            working.put(thread, work);
            work.run();
        } finally {
            working.remove(thread);
            underWay.decrementAndGet();
        }
    }

    /** How many threads work may have now. */
    int size() {
        return threads.getCorePoolSize();
    }

    private void lookLater() {
        try {
            scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The program ends, and with it the intake; what is queued runs on the threads there are.
            looking.set(false);
        }
    }

    private void look() {
        try {
            adapt();
        } catch (RuntimeException | Error e) {
            // It would be the last one.
            looking.set(false);
            LOG.error("The number of threads could not be adapted; tried again when work waits", e);
        }
    }

    private void adapt() {
        int queued = threads.getQueue().size();
        long now = time.nanos();
        if (isShortOfThreads() && queued > 0 && now - mayGrowAt >= 0) {
            grow(Math.max(threads.getCorePoolSize(), underWay.get()));
            grownAt = now;
        } else if (threads.getCorePoolSize() > few && now - grownAt > TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
            startOver(now);
        } else {
            fit(queued, now);
        }
        if (queued > 0 || threads.getCorePoolSize() > 1) {
            lookLater();
            return;
        }
        looking.set(false);
        if (!threads.getQueue().isEmpty() && looking.compareAndSet(false, true)) {
            beginToLook();
        }
    }

    /** Has one thread or few for work that does not wait. */
    private void fit(int queued, long now) {
        int size = threads.getCorePoolSize();
        looked++;
        foundQueued += queued > 0 ? 1 : 0;
        if (looked < SAMPLES) {
            return;
        }
        if (size < few && 2 * foundQueued >= looked && now - mayGrowAt >= 0) {
            grow(few);
        } else if (size > 1 && size <= few && SAMPLES * foundQueued <= looked) {
            shrink();
        }
        looked = 0;
        foundQueued = 0;
    }

    private void beginToLook() {
        begunThen = begun();
        forgetSamples();
        lookLater();
    }

    private boolean isShortOfThreads() {
        long before = begunThen;
        begunThen = begun();
        return isFoundWaiting() || begunThen == before;
    }

    private boolean isFoundWaiting() {
        // From anywhere: the first ones are the same each time.
        int others = Math.max(1, working.size() - MOST_AT_ONCE + 1);
        working.entrySet().stream()
                .skip(ThreadLocalRandom.current().nextInt(others))
                .limit(MOST_AT_ONCE)
                .forEach(this::sample);
        if (sampled < SAMPLES) {
            return false;
        }
        waits = 2 * waited >= sampled;
        forgetSamples();
        return waits;
    }

    private void sample(Map.Entry<Thread, Runnable> one) {
        Thread thread = one.getKey();
        sampled++;
        // One that has gone on meanwhile is as likely as not to wait for work.
        if (waiting.test(thread.getId()) && working.get(thread) == one.getValue()) {
            waited++;
        }
    }

    private void forgetSamples() {
        sampled = 0;
        waited = 0;
    }

    private void startOver(long now) {
        if (waits && underWay.get() > few) {
            // With fewer threads work would only wait for them.
            grownAt = now;
            return;
        }
        shrink();
        forgetSamples();
    }

    private synchronized void shrink() {
        threads.setCorePoolSize(1);
        threads.setMaximumPoolSize(1);
    }

    private synchronized void grow(int size) {
        threads.setMaximumPoolSize(size);
        try {
            threads.setCorePoolSize(size);
        } catch (OutOfMemoryError e) {
            noMore(e);
        }
    }

    private long begun() {
        return taken.sum() - threads.getQueue().size();
    }
}
