package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on few threads as long as it goes on without waiting, and on a thread for each piece of it when it waits.
 *
 * <p>A route whose steps hold no thread while they wait (the webhook, the ack) is fastest on as many threads as there are
 * processors: handing each event to a thread of its own costs more than its JSON. A route with steps that do hold one
 * (mail, SQL) needs as many as it has events in flight. Nobody can say beforehand which steps a route has, so this looks:
 * while work is queued, it counts every {@value #LOOK_MILLIS} ms what was begun, and every {@value #MEASURE_MILLIS} ms how
 * much of the processors the program used. Work that is queued while nothing begins, or while the processors have time left,
 * gets threads of its own. Every {@value #AGAIN_SECONDS} seconds it starts over with few, so that it finds out when waiting
 * has ended.
 */
final class WorkerPool implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    /** Long enough that a garbage collection, or another program that the system lets run, does not look like waiting. */
    static final long LOOK_MILLIS = 50;

    /** The system counts processor time in hundredths of a second, so that a shorter time can show none that was used. */
    static final long MEASURE_MILLIS = 200;

    static final long AGAIN_SECONDS = 10;

    /** Below this share of the processors in use, threads are what is short. */
    private static final double BUSY = 0.5;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier cpuNanos;
    private final TimeSource time;
    private final int few;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private volatile long mayGrowAt;
    private long grownAt;
    private long begunThen;
    private long measuredAt;
    private long cpuThen;

    /**
     * A pool.
     *
     * @param threads what it runs on; its size is this class's to set
     * @param scheduler for the looks; they are short
     * @param few how many threads there are at least, for work that does not wait
     * @param cpuNanos how much processor time the program has used
     * @param time the clock
     */
    WorkerPool(
            ThreadPoolExecutor threads,
            ScheduledExecutorService scheduler,
            int few,
            LongSupplier cpuNanos,
            TimeSource time) {
        this.time = time;
        this.threads = threads;
        this.scheduler = scheduler;
        this.few = few;
        this.cpuNanos = cpuNanos;
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
            beginToLook(time.nanos());
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
        try {
            work.run();
        } finally {
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
        int queued = threads.getQueue().size();
        long now = time.nanos();
        if (isShortOfThreads(now) && queued > 0 && now - mayGrowAt >= 0) {
            grow(Math.max(threads.getCorePoolSize(), underWay.get()));
            grownAt = now;
        } else if (threads.getCorePoolSize() > few && now - grownAt > TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
            shrink();
        } else if (threads.getCorePoolSize() < few && now - mayGrowAt >= 0) {
            grow(few);
        }
        if (queued > 0 || threads.getCorePoolSize() != few) {
            lookLater();
            return;
        }
        looking.set(false);
        if (!threads.getQueue().isEmpty() && looking.compareAndSet(false, true)) {
            beginToLook(now);
        }
    }

    private void beginToLook(long now) {
        begunThen = begun();
        measuredAt = now;
        cpuThen = cpuNanos.getAsLong();
        lookLater();
    }

    private boolean isShortOfThreads(long now) {
        long before = begunThen;
        begunThen = begun();
        return hasTimeLeft(now) || begunThen == before;
    }

    private synchronized void shrink() {
        threads.setCorePoolSize(few);
        threads.setMaximumPoolSize(few);
    }

    private synchronized void grow(int size) {
        threads.setMaximumPoolSize(size);
        try {
            threads.setCorePoolSize(size);
        } catch (OutOfMemoryError e) {
            noMore(e);
        }
    }

    private boolean hasTimeLeft(long now) {
        if (now - measuredAt < TimeUnit.MILLISECONDS.toNanos(MEASURE_MILLIS)) {
            return false;
        }
        long cpu = cpuNanos.getAsLong();
        double processors = (double) (cpu - cpuThen) / (now - measuredAt);
        measuredAt = now;
        cpuThen = cpu;
        return processors < BUSY * Runtime.getRuntime().availableProcessors();
    }

    private long begun() {
        return taken.sum() - threads.getQueue().size();
    }
}
