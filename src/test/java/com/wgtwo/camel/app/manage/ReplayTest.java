package com.wgtwo.camel.app.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.Databases;
import com.wgtwo.camel.app.data.KeptLetter;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.failure.Replays.End;
import com.wgtwo.camel.app.failure.Replays.Outcome;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.component.WgtwoConstants;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@Execution(ExecutionMode.CONCURRENT)
class ReplayTest {
    private static final Instant ASKED = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path directory;

    private WebhookServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebhookServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RoutesUnderTest start(Databases database) throws Exception {
        Map<String, String> settings = new HashMap<>(database.fresh(directory));
        settings.put("sms.webhook.url", server.url("/sms"));
        return RoutesUnderTest.start(settings);
    }

    private static List<KeptLetter> letters(RoutesUnderTest routes) {
        return new KeptLetters(routes.database(), LetterSeal.none()).find("", null);
    }

    private static Outcome replay(RoutesUnderTest routes, KeptLetter letter) {
        return routes.context()
                .hasService(ReplayWorker.class)
                .replay(List.of(letter))
                .get(letter);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aLetterRunsThroughTheRouteThatGaveItUpAndIsDeletedWhenItSucceeds(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404);
            Event event = TestEvents.sms("hi");
            routes.deliver(event, Map.of(WgtwoConstants.EVENT_ID, "a1"));

            Outcome outcome = replay(routes, letters(routes).get(0));

            assertThat(outcome.end()).isEqualTo(End.DELIVERED);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).body())
                    .isEqualTo(server.requests().get(0).body());
            assertThat(server.requests().get(1).headers()).containsEntry("ce-id", "a1");
            assertThat(letters(routes)).isEmpty();
            assertThat(routes.acknowledged()).as("acks, of the delivery only").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aLetterThatFailsAgainIsKeptWithTheNewCause(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404, 410);
            routes.deliver(TestEvents.sms("hi"));
            KeptLetter before = letters(routes).get(0);

            Outcome outcome = replay(routes, before);

            assertThat(outcome.end()).isEqualTo(End.FAILED);
            assertThat(outcome.cause()).contains("HTTP 410");
            assertThat(letters(routes)).singleElement().satisfies(letter -> {
                assertThat(letter.cause()).contains("HTTP 410");
                assertThat(letter.attempts()).isEqualTo(2);
                assertThat(letter.first()).isEqualTo(before.first());
                assertThat(letter.last()).isAfter(before.last());
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aLetterWhoseSubscriberRevokedIsErasedAndNotDelivered(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404);
            routes.deliver(TestEvents.sms("hi"));
            KeptLetter letter = letters(routes).get(0);
            // As when the clean-up ran while the letter was being written.
            new JdbcTemplate(routes.database())
                    .update(
                            "insert into tombstone (subscriber, revoked_at) values (?, current_timestamp)",
                            letter.subscriber());

            assertThat(replay(routes, letter).end()).isEqualTo(End.ERASED);

            assertThat(server.requests()).hasSize(1);
            assertThat(letters(routes)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEventThatWasGivenUpAsAWholeRunsThroughAllRoutes(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            // The route sms cannot reach its target, which is off for a moment.
            routes.context().getRouteController().stopRoute("sms-webhook");
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.DELIVERY_COUNT, 10, WgtwoConstants.ACK_DEADLINE, Instant.now()));
            assertThat(letters(routes))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.route()).isNotEqualTo("sms-webhook"));
            routes.context().getRouteController().startRoute("sms-webhook");

            assertThat(replay(routes, letters(routes).get(0)).end()).isEqualTo(End.DELIVERED);

            assertThat(server.requests()).hasSize(1);
            assertThat(letters(routes)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void noLetterRunsTwiceAtOnce(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404).answer(503, Map.of("Retry-After", "1"), new byte[0]);
            routes.deliver(TestEvents.sms("hi"));
            KeptLetter letter = letters(routes).get(0);
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> replay(routes, letter));
            await().until(() -> server.requests().size() == 2);

            assertThat(replay(routes, letter).end()).isEqualTo(End.BUSY);
            assertThat(new DeadLetterDesk(
                                    new KeptLetters(routes.database(), LetterSeal.none()), Clock.systemUTC(), null)
                            .discard("all", null)
                            .get(0)
                            .path("outcome")
                            .asText())
                    .isEqualTo("busy");

            assertThat(running.get().end()).isEqualTo(End.DELIVERED);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aLetterOfARouteThatIsGoneStays(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404);
            routes.deliver(TestEvents.sms("hi"));
            new JdbcTemplate(routes.database()).update("update dead_letter set route = 'gone'");

            Outcome outcome = replay(routes, letters(routes).get(0));

            assertThat(outcome.end()).isEqualTo(End.FAILED);
            assertThat(outcome.cause()).isEqualTo("there is no route gone that runs");
            assertThat(letters(routes)).hasSize(1);
        }
    }

    private void giveUp(RoutesUnderTest routes, int number) {
        server.always(404);
        for (int i = 0; i < number; i++) {
            routes.deliver(TestEvents.sms("hi"), Map.of(WgtwoConstants.EVENT_ID, "a" + i));
        }
        assertThat(letters(routes)).hasSize(number);
    }

    private static List<KeptLetter> ask(RoutesUnderTest routes) {
        KeptLetters letters = new KeptLetters(routes.database(), LetterSeal.none());
        letters.find("", null).forEach(letter -> letters.ask(letter.key(), ASKED));
        return letters.asked(1000);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatTwoWorkersHaveReadRunsOnceForEachTimeItWasAskedFor(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            giveUp(routes, 20);
            List<KeptLetter> asked = ask(routes);
            ReplayWorker worker = routes.context().hasService(ReplayWorker.class);

            CompletableFuture<Map<KeptLetter, Outcome>> other =
                    CompletableFuture.supplyAsync(() -> worker.replay(asked));
            worker.replay(asked);
            other.join();
            assertThat(worker.replay(asked).values()).extracting(Outcome::end).containsOnly(End.BUSY);

            assertThat(server.requests()).as("deliveries and replays").hasSize(40);
            assertThat(letters(routes)).hasSize(20).allSatisfy(letter -> {
                assertThat(letter.attempts()).isEqualTo(2);
                assertThat(letter.replayAsked()).isNull();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatWaitsForItsReplayIsNotBegunAgain(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            giveUp(routes, 5);
            server.answer(503, Map.of("Retry-After", "20"), new byte[0]);
            ask(routes);
            ReplayWorker worker = routes.context().hasService(ReplayWorker.class);

            worker.look();
            await().until(() -> server.requests().size() == 6);

            assertThat(worker.look()).isZero();
            assertThat(server.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatAStopBreaksOffStaysAskedFor(Databases database) throws Exception {
        List<KeptLetter> left = leftAfterAStopIn(database, "20", 5);

        assertThat(left).hasSize(5).allSatisfy(letter -> {
            assertThat(letter.replayAsked()).isNotNull();
            assertThat(letter.cause()).as("what was broken off has not failed").contains("HTTP 404");
            assertThat(letter.attempts()).isEqualTo(1);
        });
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void whatAStopPutsIntoAnExchangeThatHasEndedIsNotItsOutcome() throws Exception {
        try (RoutesUnderTest routes = start(Databases.H2)) {
            server.answer(404);
            routes.deliver(TestEvents.sms("hi"), Map.of(WgtwoConstants.EVENT_ID, "a1"));
            // As Camel's does when it is stopped between the end of the route and that of the waiting.
            routes.context()
                    .getCamelContextExtension()
                    .addContextPlugin(AsyncProcessorAwaitManager.class, new DefaultAsyncProcessorAwaitManager() {
                        @Override
                        public void process(AsyncProcessor processor, Exchange exchange) {
                            super.process(processor, exchange);
                            exchange.setException(new RejectedExecutionException("Interrupted while waiting"));
                        }
                    });

            Outcome outcome = replay(routes, letters(routes).get(0));

            assertThat(outcome.end()).isEqualTo(End.DELIVERED);
            assertThat(server.requests()).hasSize(2);
            assertThat(letters(routes)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatFailsWhileAStopWaitsForItIsNotAskedForAnyMore(Databases database) throws Exception {
        List<KeptLetter> left = leftAfterAStopIn(database, "1", 1);

        assertThat(left).singleElement().satisfies(letter -> {
            assertThat(letter.replayAsked()).isNull();
            assertThat(letter.attempts()).isEqualTo(2);
        });
        assertThat(server.requests()).hasSize(3);
    }

    /** The letters after a stop while a replay waits for its second try, which the receiver refuses for good. */
    private List<KeptLetter> leftAfterAStopIn(Databases database, String retryAfter, int number) throws Exception {
        Map<String, String> settings = new HashMap<>(database.fresh(directory));
        settings.put("sms.webhook.url", server.url("/sms"));
        try (RoutesUnderTest routes = RoutesUnderTest.start(settings)) {
            giveUp(routes, number);
            server.answer(503, Map.of("Retry-After", retryAfter), new byte[0]);
            ask(routes);
            routes.context().hasService(ReplayWorker.class).look();
            await().until(() -> server.requests().size() == number + 1);
        }
        try (HikariDataSource kept = Database.open(
                settings.get("data.url"),
                settings.getOrDefault("data.username", ""),
                () -> settings.getOrDefault("data.password", ""))) {
            return new KeptLetters(kept, LetterSeal.none()).find("", null);
        }
    }
}
