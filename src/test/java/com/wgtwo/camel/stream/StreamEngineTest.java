package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.stream.StreamEngine.Step;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events stay in work until a test says otherwise. */
class StreamEngineTest {
    private final SmsSubscription subscription = new SmsSubscription();
    private final Sandbox platform = subscription.platform;
    private final SubscriptionSpec spec = subscription.spec;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HeldScheduler scheduler = new HeldScheduler();
    private final Queue<StreamEvent> inWork = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final AtomicBoolean held = new AtomicBoolean();
    private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
    private final StreamEngine engine = new StreamEngine(
            List.of(spec),
            SmsSubscription.settings(Ordering.STRICT),
            inWork::add,
            work -> {
                if (noThreads.getAndSet(false)) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                if (held.get()) {
                    turns.add(work);
                } else {
                    threads.execute(work);
                }
            },
            scheduler,
            TimeSource.SYSTEM,
            new EngineMemory());

    @AfterEach
    void stop() {
        scheduler.goOn();
        engine.stop().join();
        scheduler.shutdownNow();
        threads.shutdownNow();
        subscription.close();
    }

    @Test
    void anEventForWhichThereIsNoThreadComesAgain() {
        started();
        noThreads.set(true);
        platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> !noThreads.get() && engine.pending() == 0);
        assertThat(inWork).isEmpty();

        platform.faults().endStreams();

        await().atMost(Duration.ofSeconds(30)).until(() -> inWork.size() == 1);
        StreamEvent event = inWork.remove();
        event.acknowledge().join();
        event.complete();
        await().until(() -> engine.pending() == 0);
    }

    @Test
    void whatIsUnderWayGoesOnBeforeTheNextEventBegins() {
        started();
        platform.emitRandom(EventType.SMS_EVENT);
        platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> inWork.size() == 1 && engine.pending() == 2);
        StreamEvent underWay = inWork.remove();
        held.set(true);
        underWay.acknowledge().join();
        underWay.complete();
        AtomicBoolean first = new AtomicBoolean();
        underWay.resume(() -> first.set(inWork.isEmpty()));
        assertThat(turns).hasSize(2);

        turns.forEach(Runnable::run);

        assertThat(first).isTrue();
        assertThat(inWork).hasSize(1);
    }

    @Test
    void whatIsGivenBackWhileAStreamDrainsDoesNotKeepItFromEnding() {
        started();
        platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> inWork.size() == 1);
        inWork.remove().complete();
        platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> engine.pending() == 1);
        engine.step(0, Step.SUSPEND);
        await().until(() -> stream().state() == StreamState.DRAINING);

        CompletableFuture<Void> drained = engine.drain();

        assertThat(drained).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aStreamThatAnOperatorReconnectsIsNotInTrouble() {
        started();
        try (LogLines log = new LogLines()) {
            engine.step(0, Step.RECONNECT);
            await().until(() -> stream().connects() == 2 && stream().state() == StreamState.STREAMING);
            assertThat(log.atLeast(Level.WARN)).isEmpty();
        }
    }

    @Test
    void aStreamThatAnOperatorStopsHasNoTrouble() {
        started();
        platform.faults().stopServer();
        await().until(() -> stream().trouble() == Trouble.NETWORK);

        engine.step(0, Step.STOP);

        await().until(() -> stream().state() == StreamState.STOPPED);
        assertThat(stream().trouble()).isEqualTo(Trouble.NONE);
        assertThat(stream().lastError()).isNull();
    }

    /** Threads that see the last events leave at the same moment ask for it each. */
    @Test
    void theEndOfADrainedStreamIsNotThatOfTheNextOne() {
        Deliveries deliveries = new Deliveries(TimeSource.SYSTEM, 10);
        Dispatcher dispatcher = new Dispatcher(Ordering.NONE, SmsSubscription.ACK_TIMEOUT, TimeSource.SYSTEM);
        StreamSupervisor<?, ?> supervisor = subscription.supervisor(deliveries, dispatcher, scheduler);
        supervisor.start();
        await().until(() -> state(supervisor, dispatcher, deliveries).state() == StreamState.STREAMING);
        InFlight event = dispatcher.offer(deliveries.of(1, null)).event();
        platform.faults().stopServer();
        await().until(() -> state(supervisor, dispatcher, deliveries).state() == StreamState.WAITING);
        supervisor.drain();
        supervisor.resume();
        await().until(() -> state(supervisor, dispatcher, deliveries).state() == StreamState.DRAINING);
        // It may have tried in vain once or more before it was drained.
        long before = state(supervisor, dispatcher, deliveries).connects();
        platform.faults().startServer();

        scheduler.hold();
        dispatcher.complete(event);
        supervisor.slotsFreed();
        supervisor.slotsFreed();
        scheduler.goOn();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> state(supervisor, dispatcher, deliveries).state() == StreamState.STREAMING);
        assertThat(state(supervisor, dispatcher, deliveries).connects()).isEqualTo(before + 1);
        supervisor.stop().join();
    }

    private StreamSnapshot state(StreamSupervisor<?, ?> supervisor, Dispatcher dispatcher, Deliveries deliveries) {
        return supervisor.snapshot(spec, null, dispatcher.figures(deliveries.origin()));
    }

    private void started() {
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
    }

    private StreamSnapshot stream() {
        return engine.snapshot().streams().get(0);
    }

    /** Runs nothing that is to run at once while it is held. */
    private static final class HeldScheduler extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        private boolean holds;

        HeldScheduler() {
            super(1);
        }

        @Override
        public synchronized void execute(Runnable step) {
            if (holds) {
                held.add(step);
            } else {
                super.execute(step);
            }
        }

        synchronized void hold() {
            holds = true;
        }

        synchronized void goOn() {
            holds = false;
            held.forEach(super::execute);
            held.clear();
        }
    }
}
