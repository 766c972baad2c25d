package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.stream.StreamState;
import com.wgtwo.camel.stream.Trouble;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WgtwoConsumerTest {

    private final Fixture fixture = new Fixture();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private RouteBuilder acking(String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(fixture.uri(options))
                        .routeId(ROUTE)
                        .process(exchange -> exchanges.add(exchange.copy()))
                        .process("work")
                        .process("ack");
            }
        };
    }

    /** The usual route, with a step between work and ack. */
    private void startWith(Processor step, String... options) throws Exception {
        fixture.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(fixture.uri(options))
                        .routeId(ROUTE)
                        .process("work")
                        .process(step)
                        .process("ack");
            }
        });
    }

    @Test
    void headersCarryWhatIsKnownOfTheEvent() throws Exception {
        fixture.start(acking());

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.awaitAcked(1);

        assertThat(exchanges.get(0).getMessage().getHeaders())
                .containsEntry(WgtwoConstants.STREAM, "events")
                .containsEntry(WgtwoConstants.EVENT_TYPE, "SMS_EVENT")
                .containsEntry(WgtwoConstants.SUBSCRIBER, Events.ANNA)
                .containsEntry(WgtwoConstants.TENANT, "wotel")
                .containsEntry(WgtwoConstants.TIMESTAMP, Instant.ofEpochSecond(1_700_000_000))
                .containsEntry(WgtwoConstants.REDELIVERED, false)
                .containsEntry(WgtwoConstants.DELIVERY_COUNT, 1)
                .containsEntry(WgtwoConstants.UNDERSTOOD, true);
        assertThat(exchanges.get(0).getMessage().getHeader(WgtwoConstants.EVENT_ID, String.class))
                .matches("[0-9a-f]{32}");
        assertThat(exchanges.get(0).getMessage().getHeader(WgtwoConstants.ACK_DEADLINE, Instant.class))
                .isAfter(Instant.now());
    }

    @Test
    void eventsOfOneSubscriberAreWorkedOnInOrderWhileOthersRunBesideThem() throws Exception {
        Map<String, List<String>> order = new ConcurrentHashMap<>();
        fixture.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(fixture.uri())
                        .routeId(ROUTE)
                        .threads(4, 8)
                        .delay(simple("${random(1,10)}"))
                        .asyncDelayed()
                        .end()
                        .process(exchange -> order.computeIfAbsent(
                                        exchange.getMessage().getHeader(WgtwoConstants.SUBSCRIBER, String.class),
                                        number -> new CopyOnWriteArrayList<>())
                                .add(Fixture.name(exchange)))
                        .process("ack");
            }
        });
        fixture.context.start();
        Map<String, List<String>> emitted = new ConcurrentHashMap<>();
        for (int i = 0; i < 300; i++) {
            String subscriber = "+479999" + (1000 + i % 10);
            fixture.sandbox.emit(Events.sms(subscriber, "m" + i));
            emitted.computeIfAbsent(subscriber, number -> new ArrayList<>()).add("m" + i);
        }

        fixture.awaitAcked(300);
        assertThat(order).isEqualTo(emitted);
    }

    @Test
    void neverMoreEventsThanTheWindowAreInWork() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(20, TimeUnit.SECONDS), "maxInFlight=3", "ordering=none");
        for (int i = 0; i < 10; i++) {
            fixture.sandbox.emit(Events.sms(Events.ANNA, "m" + i));
        }

        Fixture.await().until(() -> fixture.seen.size() == 3);
        assertThat(fixture.figures().received()).isEqualTo(3);
        release.countDown();
        fixture.awaitAcked(10);
    }

    @Test
    void stepsThatWaitAMomentGetMoreThreadsThanThereAreProcessors() throws Exception {
        int few = Math.max(2, Runtime.getRuntime().availableProcessors());
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        startWith(
                exchange -> {
                    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                    // As a database answers: too soon for work to stand still.
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    waiting.decrementAndGet();
                },
                "maxInFlight=" + 10 * few,
                "ordering=none");
        // The first one takes long enough to look like work that stands still, and there is nothing beside it to add
        // threads for.
        fixture.sandbox.emit(Events.sms(Events.ANNA, "first"));
        fixture.awaitAcked(1);
        for (int i = 0; i < 100 * few; i++) {
            fixture.sandbox.emit(Events.sms(Events.ANNA, "m" + i));
        }

        fixture.awaitAcked(100L * few + 1);
        assertThat(most).hasValueGreaterThan(2 * few);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "CANCELLED",
                "UNKNOWN",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "ABORTED",
                "INTERNAL",
                "UNAVAILABLE",
                "DATA_LOSS"
            })
    void aFailedStreamIsOpenedAgain(Status.Code code) throws Exception {
        fixture.start(acking());
        fixture.sandbox.emit(Events.sms(Events.ANNA, "before"));
        fixture.awaitAcked(1);

        fixture.sandbox.faults().failStreams(code.toStatus());
        fixture.sandbox.emit(Events.sms(Events.ANNA, "after"));

        fixture.awaitAcked(2);
        assertThat(fixture.seen).containsExactly("before", "after");
    }

    @Test
    void aCleanEndAKilledConnectionAndAServerRestartAreSurvived() throws Exception {
        fixture.start(acking());
        fixture.sandbox.faults().endStreams();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "after the end"));
        fixture.awaitAcked(1);

        fixture.sandbox.faults().killConnections();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "after the reset"));
        fixture.awaitAcked(2);

        fixture.sandbox.faults().goAway();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "after GOAWAY"));
        fixture.awaitAcked(3);

        fixture.sandbox.faults().stopServer();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);
        fixture.sandbox.emit(Events.sms(Events.ANNA, "after the restart"));
        fixture.sandbox.faults().startServer();
        fixture.awaitAcked(4);

        assertThat(fixture.seen)
                .containsExactly("after the end", "after the reset", "after GOAWAY", "after the restart");
    }

    @Test
    void aServerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        fixture.sandbox.faults().stopServer();
        fixture.context.addRoutes(acking());
        fixture.context.start();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);
        assertThat(fixture.stream().lastError()).contains("cannot be reached");
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.sandbox.faults().startServer();

        fixture.awaitAcked(1);
    }

    @Test
    void aLostAckIsSentAgainWithoutRunningTheRouteAgain() throws Exception {
        fixture.start(acking());
        fixture.sandbox.faults().loseAcks(1);

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.awaitAcked(1);
        assertThat(fixture.seen).containsExactly("m1");
        assertThat(fixture.figures().ackedAgain()).isEqualTo(1);
    }

    @Test
    void refusedAndUnansweredAcksAreRepeated() throws Exception {
        fixture.start(acking());
        fixture.sandbox.faults().refuseAcks(3, Status.UNAVAILABLE);

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.awaitAcked(1);
        assertThat(fixture.seen).containsExactly("m1");
        assertThat(fixture.figures().redelivered()).isZero();
    }

    @Test
    void anAckThePlatformRefusesForGoodFailsTheStep() throws Exception {
        fixture.start(acking());
        fixture.sandbox.faults().refuseAcks(1, Status.PERMISSION_DENIED);

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        Fixture.await().until(() -> fixture.figures().ackFailed() == 1);
        assertThat(fixture.sandbox.ackCounts().acked()).isZero();
    }

    @Test
    void aDuplicateOfARunningEventDoesNotRunASecondTime() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(20, TimeUnit.SECONDS));
        fixture.sandbox.faults().duplicateDeliveries(1);
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.figures().folded() == 1);

        release.countDown();

        fixture.awaitAcked(1);
        assertThat(fixture.seen).containsExactly("m1");
    }

    @Test
    void aReconnectWhileEventsAreInWorkRepeatsNone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(20, TimeUnit.SECONDS));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m2"));
        Fixture.await().until(() -> fixture.figures().received() == 2);

        fixture.sandbox.faults().endStreams();
        Fixture.await().until(() -> fixture.figures().folded() == 2);
        release.countDown();

        fixture.awaitAcked(2);
        assertThat(fixture.seen).containsExactly("m1", "m2");
    }

    @Test
    void suspendingEndsTheIntakeWhileRunningWorkIsAcked() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(20, TimeUnit.SECONDS));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m2"));
        Fixture.await().until(() -> fixture.seen.size() == 1);

        fixture.consumer().suspend();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.DRAINING);
        fixture.sandbox.emit(Events.sms(Events.BERT, "m3"));
        release.countDown();
        fixture.awaitAcked(1);
        Fixture.await().until(() -> fixture.sandbox.faults().openStreams() == 0);
        assertThat(fixture.seen).containsExactly("m1");

        fixture.consumer().resume();
        fixture.awaitAcked(3);
        assertThat(fixture.seen).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void suspendedWhileThePlatformIsAwayWithWorkUnderWayItComesBack(boolean platformComesBackFirst) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        fixture.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(fixture.uri())
                        .routeId(ROUTE)
                        .process("work")
                        .process(exchange -> release.await(60, TimeUnit.SECONDS));
            }
        });
        fixture.context.start();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.seen.size() == 1);
        fixture.sandbox.faults().stopServer();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        fixture.consumer().suspend();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.DRAINING);
        if (platformComesBackFirst) {
            fixture.sandbox.faults().startServer();
        }
        // Longer than the longest wait of the first attempts: none may be made now.
        Fixture.await()
                .during(Duration.ofSeconds(3))
                .until(() -> fixture.stream().state() == StreamState.DRAINING
                        && fixture.sandbox.faults().openStreams() == 0);
        release.countDown();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.STOPPED);
        if (!platformComesBackFirst) {
            fixture.sandbox.faults().startServer();
        }

        fixture.consumer().resume();
        fixture.sandbox.emit(Events.sms(Events.BERT, "m2"));
        Fixture.await().until(() -> fixture.seen.contains("m2"));
    }

    @Test
    void resumedAndSuspendedAgainBeforeItsWorkIsThroughItTakesNothingNew() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(60, TimeUnit.SECONDS));
        fixture.awaitStreaming();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.seen.size() == 1);
        long connects = fixture.stream().connects();

        fixture.consumer().suspend();
        fixture.consumer().resume();
        fixture.consumer().suspend();
        fixture.sandbox.emit(Events.sms(Events.BERT, "m2"));
        release.countDown();

        Fixture.await().until(() -> fixture.stream().state() == StreamState.STOPPED);
        // What starts it would run in the step that told the end of its work.
        Fixture.await()
                .during(Duration.ofMillis(500))
                .until(() -> fixture.stream().state() == StreamState.STOPPED);
        assertThat(fixture.stream().connects()).isEqualTo(connects);
        assertThat(fixture.seen).containsExactly("m1");
    }

    /** A bound on the queue of a Camel pool, which an application may set for all, is none for acks that wait. */
    @Test
    void acksThatWaitAreNotLostForWantOfRoom() throws Exception {
        fixture.context
                .getExecutorServiceManager()
                .getDefaultThreadPoolProfile()
                .setMaxQueueSize(2);
        startWith(exchange -> {});
        fixture.sandbox.faults().refuseAcks(40, Status.UNAVAILABLE);

        for (int i = 0; i < 20; i++) {
            fixture.sandbox.emit(Events.sms("+47999900" + (10 + i), "m" + i));
        }

        fixture.awaitAcked(20);
        assertThat(fixture.seen).as("none came again").hasSize(20);
        assertThat(fixture.figures().ackFailed()).isZero();
    }

    @Test
    void whatWaitsForItsAckWhenTheContextIsStoppedIsCompletedAsFailed() throws Exception {
        List<Boolean> failed = new CopyOnWriteArrayList<>();
        startWith(exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                failed.add(done.isFailed());
            }
        }));
        fixture.sandbox.faults().refuseAcks(10_000, Status.UNAVAILABLE);
        // More than there are workers.
        for (int i = 0; i < 30; i++) {
            fixture.sandbox.emit(Events.sms("+47999900" + (10 + i), "m" + i));
        }
        Fixture.await().until(() -> fixture.seen.size() == 30);

        fixture.context.getShutdownStrategy().setTimeout(3);
        fixture.context.stop();

        Fixture.await().untilAsserted(() -> assertThat(failed).hasSize(30).containsOnly(true));
    }

    /** What it has begun would stay so, and a step that waits for a thread would never be done. */
    @Test
    void whatIsUnderWayWhenTheRouteIsStoppedByForceComesToItsEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Boolean> ended = new CopyOnWriteArrayList<>();
        startWith(exchange -> ended.add(release.await(20, TimeUnit.SECONDS)));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.seen.size() == 1);

        fixture.context.getRouteController().stopRoute(ROUTE, 1, TimeUnit.SECONDS);
        release.countDown();

        Fixture.await().untilAsserted(() -> assertThat(ended).containsExactly(true));
    }

    @Test
    void stoppingTheContextLetsRunningWorkFinishAndAckAndTakesNothingNew() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        startWith(exchange -> release.await(20, TimeUnit.SECONDS));
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.sandbox.emit(Events.sms(Events.BERT, "m2"));
        Fixture.await().until(() -> fixture.seen.size() == 2);
        WgtwoConsumer consumer = fixture.consumer();

        Future<?> stopping = fixture.threads.submit(fixture.context::stop);
        Fixture.await().until(() -> consumer.snapshot().streams().get(0).state() == StreamState.DRAINING);
        fixture.sandbox.emit(Events.sms(Events.BERT, "m3"));
        release.countDown();

        stopping.get(20, TimeUnit.SECONDS);
        assertThat(fixture.sandbox.ackCounts().acked()).isEqualTo(2);
        assertThat(fixture.seen).containsExactlyInAnyOrder("m1", "m2");
    }

    @Test
    void whatIsDoneIsNotDoneAgainWhenTheRouteWasStoppedAndStarted() throws Exception {
        fixture.start(acking());
        fixture.sandbox.faults().refuseAcks(1, Status.PERMISSION_DENIED);
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.figures().ackFailed() == 1);

        fixture.context.getRouteController().stopRoute(ROUTE);
        fixture.context.getRouteController().startRoute(ROUTE);

        fixture.awaitAcked(1);
        assertThat(fixture.seen).containsExactly("m1");
    }

    @Test
    void aStreamRouteThatIsStoppedAndStartedGoesOn() throws Exception {
        fixture.start(acking());
        fixture.context.getRouteController().stopRoute(ROUTE);
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.context.getRouteController().startRoute(ROUTE);

        fixture.awaitAcked(1);
    }

    @Test
    void aRefusedSubscriptionIsAConfigurationTroubleAndTriedAgain() throws Exception {
        fixture.sandbox.faults().refuseSubscribes(1, Status.PERMISSION_DENIED.withDescription("no sms right"));
        fixture.context.addRoutes(acking());
        fixture.context.start();

        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        assertThat(fixture.stream().trouble()).isEqualTo(Trouble.CONFIGURATION);
        assertThat(fixture.stream().lastError()).contains("lacks a right (no sms right)");
        assertThat(fixture.stream().nextAttempt()).isAfter(Instant.now().plusSeconds(20));
        fixture.consumer().reconnect();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.STREAMING);
    }

    @Test
    void anEventOfAnUnknownTypeIsDeliveredAndMarked() throws Exception {
        fixture.start(acking());
        Event unknown = Events.of(Events.ANNA)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                        .build())
                .build();

        fixture.sandbox.emit(unknown);

        fixture.awaitAcked(1);
        assertThat(exchanges.get(0).getMessage().getHeaders())
                .containsEntry(WgtwoConstants.EVENT_TYPE, "UNKNOWN")
                .containsEntry(WgtwoConstants.UNDERSTOOD, false)
                .containsEntry(WgtwoConstants.SUBSCRIBER, Events.ANNA);
    }
}
