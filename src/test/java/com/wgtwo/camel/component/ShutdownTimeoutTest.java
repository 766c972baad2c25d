package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.StreamEngine.Step;
import com.wgtwo.camel.stream.StreamState;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a consumer whose work is not through when Camel's patience ends. */
class ShutdownTimeoutTest {
    private final Fixture fixture = new Fixture();
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void holdOneEvent() throws Exception {
        fixture.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(fixture.uri("ordering=none"))
                        .routeId(ROUTE)
                        .process("work")
                        .process(exchange -> release.await(60, TimeUnit.SECONDS))
                        .process("ack");
            }
        });
        fixture.awaitStreaming();
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        Fixture.await().until(() -> fixture.seen.size() == 1);
    }

    @AfterEach
    void close() {
        release.countDown();
        fixture.close();
    }

    @Test
    void aSuspendedRouteGoesOnWhenItIsResumed() throws Exception {
        fixture.context.getRouteController().suspendRoute(ROUTE, 1, TimeUnit.SECONDS);
        awaitEndOfSuspending();
        release.countDown();

        fixture.context.getRouteController().resumeRoute(ROUTE);

        assertOneStreamGoesOn();
    }

    @Test
    void aSuspendedContextGoesOnWhenItIsResumed() throws Exception {
        fixture.context.getShutdownStrategy().setTimeout(1);
        fixture.context.suspend();
        awaitEndOfSuspending();
        release.countDown();

        fixture.context.resume();

        assertOneStreamGoesOn();
    }

    private void assertOneStreamGoesOn() {
        fixture.sandbox.emit(Events.sms(Events.BERT, "m2"));
        Fixture.await().until(() -> fixture.seen.contains("m2"));
        assertThat(fixture.sandbox.faults().openStreams()).isEqualTo(1);
    }

    /**
     * At its timeout Camel interrupts the task that suspends, and returns while the task suspends the consumer once more: also one
     * that is resumed in that moment, by no fault of its own.
     */
    private void awaitEndOfSuspending() {
        String name = fixture.context.getName() + ")";
        Fixture.await()
                .until(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(one -> one.getKey().getName().contains(name)
                                && one.getKey().getName().contains("ShutdownTask"))
                        .allMatch(one -> Arrays.stream(one.getValue())
                                .anyMatch(frame -> frame.getMethodName().equals("getTask"))));
    }

    /** As a route policy would, for work that was under way. */
    @Test
    void aStoppedRouteIsNotStartedByAResumeOfItsConsumer() throws Exception {
        WgtwoConsumer consumer = fixture.consumer();
        fixture.context.getRouteController().stopRoute(ROUTE, 1, TimeUnit.SECONDS);
        release.countDown();
        Fixture.await().until(() -> fixture.sandbox.faults().openStreams() == 0);

        ServiceHelper.resumeService(consumer);

        assertThat(consumer.isStopped()).isTrue();
        Fixture.await()
                .during(Duration.ofMillis(500))
                .until(() -> fixture.sandbox.faults().openStreams() == 0);
    }

    @Test
    void aStopThatIsGivenUpLeavesOneStream() throws Exception {
        assertThat(fixture.context.getRouteController().stopRoute(ROUTE, 1, TimeUnit.SECONDS, true))
                .isFalse();

        Fixture.await()
                .during(Duration.ofMillis(500))
                .until(() -> fixture.sandbox.faults().openStreams() <= 1);
        release.countDown();
        assertOneStreamGoesOn();
    }

    @Test
    void aStopWhoseThreadIsInterruptedIsNotBrokenOff() throws Exception {
        WgtwoConsumer consumer = fixture.consumer();

        boolean interrupted = fixture.threads
                .submit(() -> {
                    Thread.currentThread().interrupt();
                    consumer.stop();
                    return Thread.interrupted();
                })
                .get(20, TimeUnit.SECONDS);

        assertThat(interrupted).isTrue();
        Fixture.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains(fixture.context.getName() + ")")
                                && thread.getName().contains("wgtwo-stream")));
        Fixture.await().until(() -> fixture.sandbox.faults().openStreams() == 0);
    }

    @Test
    void aStreamThatAnOperatorSuspendsTakesNothingMore() throws Exception {
        fixture.consumer().step(0, Step.SUSPEND);
        Fixture.await().until(() -> fixture.stream().state() == StreamState.DRAINING);

        fixture.sandbox.emit(Events.sms(Events.BERT, "m2"));

        Fixture.await().during(Duration.ofMillis(500)).until(() -> fixture.seen.size() == 1);
        release.countDown();
        Fixture.await().until(() -> fixture.stream().state() == StreamState.STOPPED);
        fixture.consumer().step(0, Step.RESUME);
        Fixture.await().until(() -> fixture.seen.contains("m2"));
    }
}
