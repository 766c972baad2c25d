package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a description of a stream that is not the program's own. */
class StreamThatThrowsTest {
    private final SmsSubscription subscription = new SmsSubscription();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<StreamEvent> inWork = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile String throwing = "";
    private final StreamEngine engine = new StreamEngine(
            List.of(new SubscriptionSpec(
                    "events",
                    "",
                    WatchedStream.events(this::watch),
                    subscription.spec.settings(),
                    subscription.spec.access())),
            SmsSubscription.settings(Ordering.NONE),
            inWork::add,
            threads,
            scheduler,
            TimeSource.SYSTEM,
            new EngineMemory());

    private void watch(String method) {
        if (method.equals("streamMethod")) {
            opened.incrementAndGet();
        }
        if (method.equals(throwing)) {
            throw new NoClassDefFoundError("org/example/Missing");
        }
    }

    @AfterEach
    void stop() {
        engine.stop().join();
        scheduler.shutdownNow();
        threads.shutdownNow();
        subscription.close();
    }

    private void started() {
        engine.start();
        await().until(() -> engine.snapshot().streams().get(0).state() == StreamState.STREAMING);
    }

    @Test
    void anOpeningThatEndsInAnErrorIsNotTheLast() {
        started();
        throwing = "streamMethod";
        subscription.platform.faults().endStreams();
        await().until(() -> opened.get() >= 2);
        throwing = "";

        await().atMost(Duration.ofSeconds(30))
                .until(() -> engine.snapshot().streams().get(0).state() == StreamState.STREAMING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ackMethod", "acknowledged"})
    void anAckThatCannotBeginOrWhoseAnswerCannotBeJudgedFails(String method) {
        started();
        subscription.platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> inWork.size() == 1);
        throwing = method;
        StreamEvent event = inWork.remove();

        assertThat(event.acknowledge()).failsWithin(Duration.ofSeconds(40));

        event.complete();
        await().until(() -> engine.pending() == 0);
    }
}
