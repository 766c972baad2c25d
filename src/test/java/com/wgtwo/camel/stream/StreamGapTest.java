package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform keeps events for 30 minutes: who is away for longer may have lost some, and has to know. */
class StreamGapTest {

    private final ManualTime time = new ManualTime();
    private final SmsSubscription subscription = new SmsSubscription();
    private final Sandbox platform = subscription.platform;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final EngineMemory memory = new EngineMemory();
    private StreamEngine engine = engine();

    private StreamEngine engine() {
        return new StreamEngine(
                List.of(subscription.spec),
                SmsSubscription.settings(Ordering.SUBSCRIBER),
                StreamEvent::complete,
                workers,
                scheduler,
                time,
                memory);
    }

    @AfterEach
    void stop() {
        engine.stop().join();
        scheduler.shutdownNow();
        workers.shutdownNow();
        subscription.close();
    }

    private StreamSnapshot stream() {
        return engine.snapshot().streams().get(0);
    }

    private void comesBackAfter(int minutes) {
        await().until(() -> stream().state() == StreamState.WAITING);
        time.advance(Duration.ofMinutes(minutes));
        platform.faults().startServer();
        await().atMost(Duration.ofSeconds(30)).until(() -> stream().state() == StreamState.STREAMING);
    }

    @ParameterizedTest
    @CsvSource({"29, 0", "31, 1"})
    void aGapLongerThanThatIsCountedAsPossibleLossAndAShorterOneIsNot(int minutes, long losses) {
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
        platform.faults().stopServer();

        comesBackAfter(minutes);

        assertThat(stream().possibleLosses()).isEqualTo(losses);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void callsThatAreTakenAndSoonEndedAreNoReturnUnlessTheyBringEvents(boolean events, long losses) {
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
        for (int end = 0; end < 3; end++) {
            platform.faults().endStreams();
            await().until(() -> stream().state() == StreamState.WAITING);
            time.advance(Duration.ofMinutes(16));
            await().atMost(Duration.ofSeconds(30)).until(() -> stream().state() == StreamState.STREAMING);
            if (events) {
                platform.emitRandom(EventType.SMS_EVENT);
                Instant now = time.now();
                await().until(() -> now.equals(stream().lastEvent()));
            }
        }
        assertThat(stream().possibleLosses()).as("told once").isEqualTo(losses);
    }

    @ParameterizedTest
    @CsvSource({"29, 0", "31, 1"})
    void aProgramThatStartsWhileThePlatformIsAwayCountsFromItsStart(int minutes, long losses) {
        platform.faults().stopServer();
        engine.start();

        comesBackAfter(minutes);

        assertThat(stream().possibleLosses()).isEqualTo(losses);
    }

    @ParameterizedTest
    @CsvSource({"29, 0", "31, 1"})
    void aGapGoesOnWhenTheRouteIsExchanged(int minutes, long losses) {
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
        engine.stop().join();
        time.advance(Duration.ofMinutes(minutes));

        engine = engine();
        engine.start();

        await().until(() -> stream().state() == StreamState.STREAMING);
        assertThat(stream().possibleLosses()).isEqualTo(losses);
        engine.stop().join();
        engine = engine();
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
        assertThat(stream().possibleLosses()).as("told once").isZero();
    }

    @ParameterizedTest
    @CsvSource({"29, 0", "31, 1"})
    void aGapThatAnOperatorMadeCountsAsWell(int minutes, long losses) {
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
        engine.drain().join();

        time.advance(Duration.ofMinutes(minutes));
        engine.start();

        await().until(() -> stream().state() == StreamState.STREAMING);
        assertThat(stream().possibleLosses()).isEqualTo(losses);
    }
}
