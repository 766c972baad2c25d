package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.stream.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool is looked at by hand here, at times of the test's choice. */
class WorkerPoolTest {
    private static final int FEW = 2;
    private static final int LOOKS_TO_MEASURE = WorkerPool.SAMPLES / FEW;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(FEW, FEW, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    private final Queue<Runnable> looks = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable look, long delay, TimeUnit unit) {
            if (isShutdown()) {
                return super.schedule(look, delay, unit);
            }
            looks.add(look);
            return null;
        }
    };
    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean(true);
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };
    private final WorkerPool pool = new WorkerPool(threads, scheduler, FEW, this::waits, time);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore steps = new Semaphore(0, true);
    private Runnable whenAsked = () -> {};

    @AfterEach
    void end() {
        go.countDown();
        steps.release(1000);
        threads.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void workThatWaitsGetsThreadsOfItsOwn() {
        for (int i = 0; i < 20; i++) {
            pool.execute(this::waitForGo);
        }
        waiting.set(false);
        await().untilAsserted(() -> assertThat(begun).hasValue(FEW));

        look();

        await().untilAsserted(() -> assertThat(begun).hasValue(20));
        assertThat(pool.size()).isEqualTo(20);
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        for (int i = 0; i < 20; i++) {
            pool.execute(this::waitForGo);
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(FEW));
        whenAsked = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        look();
        assertThat(pool.size()).isEqualTo(FEW);
        whenAsked = () -> {};

        pool.execute(this::waitForGo);
        look();

        assertThat(pool.size()).isEqualTo(21);
    }

    @Test
    void withoutMoreThreadsThoseThereAreDoTheWork() {
        AtomicInteger given = new AtomicInteger();
        threads.setThreadFactory(work -> {
            if (given.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
        for (int i = 0; i < 20; i++) {
            pool.execute(this::waitForGo);
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(1));
        for (int i = 0; i < 3; i++) {
            look();
        }
        assertThat(pool.size()).isEqualTo(1);
        assertThat(given).as("not asked for again at once").hasValueLessThan(5);

        go.countDown();
        await().untilAsserted(() -> assertThat(begun).hasValue(20));
        CountDownLatch busy = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                begun.incrementAndGet();
                waitFor(busy);
            });
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(21));
        now.addAndGet(TimeUnit.SECONDS.toNanos(WorkerPool.AGAIN_SECONDS));
        look();
        assertThat(pool.size()).as("tried, and there is none still").isEqualTo(1);
        threads.setThreadFactory(Thread::new);
        now.addAndGet(TimeUnit.SECONDS.toNanos(WorkerPool.AGAIN_SECONDS));
        look();
        assertThat(pool.size()).isEqualTo(5);
        busy.countDown();
    }

    @Test
    void thereAreSoManyThreadsAgainAsSoonAsTheyCanBeHad() {
        AtomicInteger given = new AtomicInteger();
        threads.setThreadFactory(work -> {
            if (given.incrementAndGet() == 2) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
        steps(40, 1);
        assertThat(pool.size()).isEqualTo(1);
        waiting.set(false);
        for (int i = 0; i < 3 * WorkerPool.SAMPLES; i++) {
            lookAfterOneMoreStep();
        }
        assertThat(pool.size()).as("not tried again at once").isEqualTo(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(WorkerPool.AGAIN_SECONDS));

        for (int i = 0; i < WorkerPool.SAMPLES; i++) {
            lookAfterOneMoreStep();
        }

        assertThat(pool.size()).isEqualTo(FEW);
    }

    @Test
    void workThatOneThreadCopesWithHasOne() {
        grownTo(10);
        go.countDown();
        await().until(() -> threads.getActiveCount() == 0);
        now.addAndGet(Duration.ofSeconds(WorkerPool.AGAIN_SECONDS).toNanos() + 1);
        look();
        assertThat(pool.size()).isEqualTo(1);
        await().until(() -> threads.getPoolSize() == 1);
        waiting.set(false);
        int before = begun.get();
        steps(30, before + 1);

        for (int i = 0; i < WorkerPool.SAMPLES; i++) {
            assertThat(pool.size()).as("not found out yet").isEqualTo(1);
            lookAfterOneMoreStep();
        }

        assertThat(pool.size()).as("queued at each look").isEqualTo(FEW);
        steps.release(30);
        await().until(() -> threads.getQueue().isEmpty());
        looks(WorkerPool.SAMPLES);
        assertThat(pool.size()).as("queued at none").isEqualTo(1);
        assertThat(looks).isEmpty();
    }

    @Test
    void workThatWaitsGetsThreadsThoughItGoesOn() {
        steps(30);

        for (int i = 0; i < LOOKS_TO_MEASURE; i++) {
            assertThat(pool.size()).as("not measured yet").isEqualTo(FEW);
            lookAfterOneMoreStep();
        }

        await().untilAsserted(() -> assertThat(begun).hasValue(30));
    }

    @Test
    void workThatGoesOnWithoutWaitingStaysOnFewThreads() {
        steps(30);

        waiting.set(false);
        for (int i = 0; i < 3 * LOOKS_TO_MEASURE; i++) {
            lookAfterOneMoreStep();
        }

        assertThat(pool.size()).isEqualTo(FEW);
        assertThat(looks).hasSize(1);
    }

    @Test
    void aThreadThatHasGoneOnToOtherWorkWhileItWasLookedAtDoesNotCount() {
        steps(200);
        whenAsked = () -> {
            await().until(() -> steps.getQueueLength() == FEW);
            int before = begun.get();
            steps.release(FEW);
            await().untilAsserted(() -> assertThat(begun).hasValue(before + FEW));
        };

        for (int i = 0; i < 3 * LOOKS_TO_MEASURE; i++) {
            lookAfterOneMoreStep();
        }

        assertThat(pool.size()).isEqualTo(FEW);
    }

    @Test
    void itStartsOverWithOneThread() {
        grownTo(10);
        go.countDown();
        await().until(() -> threads.getActiveCount() == 0);

        now.addAndGet(Duration.ofSeconds(WorkerPool.AGAIN_SECONDS).toNanos() + 1);
        look();

        assertThat(pool.size()).isEqualTo(1);
        await().until(() -> threads.getPoolSize() == 1);
        assertThat(looks).isEmpty();
    }

    @Test
    void itStaysWithItsThreadsWhileTheyWait() {
        grownTo(10);
        looks(WorkerPool.SAMPLES);
        now.addAndGet(Duration.ofSeconds(WorkerPool.AGAIN_SECONDS).toNanos() + 1);
        look();
        assertThat(pool.size()).isEqualTo(10);

        waiting.set(false);
        looks(WorkerPool.SAMPLES);
        now.addAndGet(Duration.ofSeconds(WorkerPool.AGAIN_SECONDS).toNanos() + 1);
        look();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void itNeverHasMoreThreadsThanWork() {
        for (int i = 0; i < 10; i++) {
            pool.execute(this::waitForGo);
            if (!looks.isEmpty()) {
                look();
            }
        }
        assertThat(pool.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void workOutlivesTheScheduler() {
        scheduler.shutdownNow();
        go.countDown();
        for (int i = 0; i < 10; i++) {
            pool.execute(this::waitForGo);
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(10));
    }

    private void look() {
        now.addAndGet(Duration.ofMillis(WorkerPool.LOOK_MILLIS).toNanos());
        looks.remove().run();
    }

    private boolean waits(long id) {
        whenAsked.run();
        return waiting.get();
    }

    private void grownTo(int waiting) {
        for (int i = 0; i < waiting; i++) {
            pool.execute(this::waitForGo);
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(FEW));
        look();
        await().untilAsserted(() -> assertThat(begun).hasValue(waiting));
        assertThat(pool.size()).isEqualTo(waiting);
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            look();
        }
    }

    private void steps(int count) {
        steps(count, FEW);
    }

    /** Work each piece of which goes on until it is let. */
    private void steps(int count, int begunThen) {
        for (int i = 0; i < count; i++) {
            pool.execute(() -> {
                begun.incrementAndGet();
                steps.acquireUninterruptibly();
            });
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(begunThen));
    }

    private void lookAfterOneMoreStep() {
        int before = begun.get();
        steps.release();
        await().untilAsserted(() -> assertThat(begun).hasValueGreaterThan(before));
        look();
    }

    private void waitForGo() {
        begun.incrementAndGet();
        waitFor(go);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
