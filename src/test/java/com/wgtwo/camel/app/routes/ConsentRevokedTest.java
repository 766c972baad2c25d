package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.google.protobuf.Timestamp;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.app.data.Databases;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.data.OpenCleanUps;
import com.wgtwo.camel.app.failure.CleanUps;
import com.wgtwo.camel.app.failure.CleanUpsElsewhere;
import com.wgtwo.camel.app.failure.OverdueCleanUps;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestConsents;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.component.WgtwoConstants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class ConsentRevokedTest {
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

    @ParameterizedTest
    @EnumSource(Databases.class)
    void leavesATombstoneWithoutNumberAndTellsTheWebhookBeforeTheAck(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.onAck(exchange -> assertThat(server.requests()).hasSize(1));
            Event event = TestEvents.revocation();
            routes.deliver(event);
            assertThat(routes.acknowledged()).containsExactly(TestEvents.id(event));
            assertThat(tombstones(routes)).singleElement().satisfies(row -> {
                assertThat(row.get("subscriber").toString()).matches("[0-9a-f]{64}");
                assertThat(row.get("revoked_at").toString()).contains("2026-11-24");
            });
            assertThat(server.requests().get(0).headers())
                    .containsEntry("ce-type", "com.wgtwo.events.v0.CONSENT_REVOKE_EVENT")
                    .containsEntry("webhook-id", TestEvents.id(event))
                    .containsKey("webhook-signature");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void erasesTheSubscribersDeadLettersAndNobodyElses(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404, 404);
            routes.deliver(TestEvents.sms("his"));
            routes.deliver(TestEvents.sms("hers"), Map.of(WgtwoConstants.SUBSCRIBER, "+4711111111"));
            assertThat(DeadLetterRows.of(routes.database())).hasSize(2);
            routes.deliver(TestEvents.revocation());
            assertThat(DeadLetterRows.of(routes.database()))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.event().getSmsEvent().getText()).isEqualTo("hers"));
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("revoked 1");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsGivenUpWhileTheCleanUpIsUnderWayIsErasedToo(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            AdviceWith.adviceWith(
                    routes.context(),
                    "erase-subscriber",
                    route -> route.weaveById("erase-own-consent").before().process(exchange -> {
                        server.answer(404);
                        CompletableFuture.runAsync(() -> routes.deliver(TestEvents.sms("his")))
                                .join();
                        assertThat(DeadLetterRows.of(routes.database()))
                                .as("kept, because nobody else sees the revocation yet")
                                .hasSize(1);
                    }));

            routes.deliver(TestEvents.revocation());

            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("revoked 1");
            assertThat(routes.acknowledged()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsGivenUpJustAfterTheCleanUpIsNotKept(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(404);
            Exchange failed = routes.deliver(TestEvents.sms("his"));
            routes.deliver(TestEvents.revocation());

            routes.context()
                    .getRegistry()
                    .lookupByNameAndType("keepDeadLetter", Processor.class)
                    .process(failed);

            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("revoked 1", "revoked 1");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void doingItTwiceDoesNoHarmAndTheNewestRevocationCounts(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestEvents.revocation());
            routes.deliver(TestEvents.revocation());
            routes.deliver(TestEvents.revocation(), Map.of(WgtwoConstants.TIMESTAMP, TestEvents.MADE.plusSeconds(60)));
            routes.deliver(TestEvents.revocation(), Map.of(WgtwoConstants.TIMESTAMP, TestEvents.MADE.minusSeconds(60)));
            assertThat(routes.acknowledged()).hasSize(4);
            assertThat(tombstones(routes))
                    .singleElement()
                    .satisfies(
                            row -> assertThat(row.get("revoked_at").toString()).contains("2026-11-24", ":01"));
        }
    }

    /** The platform delivers for 30 minutes; this target is away for longer, and for the time of a restart. */
    @ParameterizedTest
    @EnumSource(Databases.class)
    void aCleanUpIsRepeatedAlsoWhenThePlatformDoesNotAskForItAnyMore(Databases database) throws Exception {
        Map<String, String> settings = settings(database);
        Event event = TestEvents.revocation();
        try (RoutesUnderTest routes = RoutesUnderTest.start(settings)) {
            server.always(500);
            routes.deliver(
                    event, Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
            assertThat(routes.context().hasService(OverdueCleanUps.class)).isNotNull();
            repeatOverdue(routes, Duration.ofMinutes(1));
            await().during(Duration.ofSeconds(1)).until(() -> server.requests().size() == 1);
        }
        try (RoutesUnderTest routes = RoutesUnderTest.start(settings)) {
            CleanUps alarm = cleanUps(routes);
            server.always(404);
            repeatOverdue(routes, Duration.ZERO);
            await().untilAsserted(() ->
                    assertThat(alarm.count()).as("the alarm is back").isEqualTo(1));

            int failed = server.requests().size();
            server.always(200);
            await().until(() -> alarm.count() == 0);

            assertThat(server.requests())
                    .hasSizeGreaterThan(failed)
                    .allSatisfy(request -> assertThat(request.headers()).containsEntry("ce-id", TestEvents.id(event)));
            assertThat(tombstones(routes))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("told_by")).isEqualTo("events"));
            int told = server.requests().size();
            await().during(Duration.ofSeconds(1)).until(() -> server.requests().size() == told);
            routes.deliver(event, Map.of(WgtwoConstants.DELIVERY_COUNT, 2));
            assertThat(server.requests()).as("once told, it is told").hasSize(told);
            assertThat(routes.acknowledged()).hasSize(1);
        }
    }

    private static void repeatOverdue(RoutesUnderTest routes, Duration untried) throws Exception {
        OpenCleanUps open = new OpenCleanUps(routes.database(), LetterSeal.none());
        routes.context()
                .addService(
                        new OverdueCleanUps(
                                routes.context(),
                                () -> open,
                                () -> Duration.ofSeconds(30),
                                Clock.systemUTC(),
                                untried,
                                Duration.ofMillis(50)),
                        true,
                        true);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void oneThatIsToldLateLeavesWhatIsNewer(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            JdbcTemplate sql = new JdbcTemplate(routes.database());
            server.answer(404, 404);
            routes.deliver(TestEvents.sms("before"), ofSubscription(TestEvents.MADE));
            routes.deliver(TestEvents.sms("consent was given again"), ofSubscription(TestEvents.MADE.plusSeconds(2)));
            routes.deliver(
                    TestConsents.updated("events.voice.subscribe"),
                    TestConsents.about("s", TestEvents.MADE.plusSeconds(3)));
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            server.answer(404, 404);
            routes.deliver(TestEvents.call(), ofSubscription(TestEvents.MADE.plusSeconds(1)));
            String subscription = sql.queryForObject("select subscription from dead_letter", String.class);
            sql.update("insert into own_consent (tenant, subscription) values ('wotel', ?)", subscription);
            sql.update(
                    "insert into tenant_tombstone (tenant, revoked_at, confirmed) values ('wotel', ?, true)",
                    TestEvents.MADE.plusSeconds(2).atOffset(ZoneOffset.UTC));

            routes.deliver(TestEvents.revocation(), ofSubscription(TestEvents.MADE.plusMillis(500)));

            assertThat(DeadLetterRows.of(routes.database())).as("made after it").hasSize(1);
            assertThat(sql.queryForObject("select count(*) from consent_scope", int.class))
                    .isEqualTo(2);
            assertThat(sql.queryForObject("select count(*) from own_consent", int.class))
                    .isEqualTo(1);

            routes.deliver(TestEvents.revocation(), ofSubscription(TestEvents.MADE.plusSeconds(9)));

            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(sql.queryForObject("select count(*) from consent_scope", int.class))
                    .isZero();
            assertThat(sql.queryForObject("select count(*) from own_consent", int.class))
                    .isZero();
        }
    }

    private static Map<String, Object> ofSubscription(Instant made) {
        return Map.of(WgtwoConstants.TIMESTAMP, made, WgtwoConstants.SUBSCRIPTION, "s", WgtwoConstants.TENANT, "wotel");
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsDroppedIsNotKeptEither(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            JdbcTemplate sql = new JdbcTemplate(routes.database());
            server.answer(404);
            Event event = TestEvents.sms("his");
            routes.deliver(event);
            String subscriber = sql.queryForObject("select subscriber from dead_letter", String.class);
            // As by another instance, whose clean-up was through before the letter came.
            sql.update(
                    "insert into tombstone (subscriber, revoked_at) values (?, ?)",
                    subscriber,
                    TestEvents.MADE.atOffset(ZoneOffset.UTC));

            routes.deliver(event, Map.of(WgtwoConstants.DELIVERY_COUNT, 2));

            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("revoked 1");
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aFurtherTryIsNotMadeWhileNobodyCanSayWhetherConsentWasRevoked(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(503, Map.of("Retry-After", "2"), new byte[0]);
            CompletableFuture<Exchange> tried = CompletableFuture.supplyAsync(() -> routes.deliver(
                    TestEvents.sms("his"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(14))));
            await().until(() -> server.requests().size() == 1);

            new JdbcTemplate(routes.database()).execute("alter table tombstone rename to tombstone_away");

            assertThat(tried.get(60, TimeUnit.SECONDS).isFailed()).isTrue();
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void eventsMadeBeforeAreDroppedAndAcknowledgedLaterOnesPass(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestEvents.revocation());
            assertThat(server.requests()).hasSize(1);
            routes.deliver(TestEvents.sms("same moment"));
            routes.deliver(
                    made(TestEvents.sms("before"), TestEvents.MADE.minusSeconds(1)),
                    at(TestEvents.MADE.minusSeconds(1)));
            routes.deliver(TestEvents.call(), Map.of(WgtwoConstants.SUBSCRIBER, "4799990005"));
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).hasSize(4);

            routes.deliver(TestEvents.sms("consent was given again"), at(TestEvents.MADE.plusMillis(1)));
            routes.deliver(TestEvents.sms("somebody else"), Map.of(WgtwoConstants.SUBSCRIBER, "+4711111111"));
            assertThat(server.requests()).hasSize(3);
            assertThat(routes.acknowledged()).hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEventThatDoesNotSayWhenItWasMadeIsDroppedToo(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestEvents.revocation());
            Map<String, Object> noTime = new HashMap<>();
            noTime.put(WgtwoConstants.TIMESTAMP, null);
            routes.deliver(TestEvents.sms("when?"), noTime);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aRevocationWithoutTimeCountsAsMadeNow(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            Instant before = Instant.now().minusSeconds(1);
            Map<String, Object> noTime = new HashMap<>();
            noTime.put(WgtwoConstants.TIMESTAMP, null);
            routes.deliver(TestEvents.revocation(), noTime);
            routes.deliver(TestEvents.sms("made before"), at(before));
            routes.deliver(TestEvents.sms("tomorrow"), at(Instant.now().plusSeconds(86_400)));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aFailingCleanUpIsNeverGivenUp(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database);
                LogLines log = new LogLines()) {
            server.always(404);
            routes.deliver(TestEvents.revocation(), Map.of(WgtwoConstants.DELIVERY_COUNT, 99));
            assertThat(routes.acknowledged()).isEmpty();
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(log.atLeast(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("clean-up", "HTTP 404", "stays unacknowledged", "delivery 99")
                    .doesNotContain(TestEvents.SUBSCRIBER);

            server.always(200);
            routes.deliver(TestEvents.revocation());
            assertThat(routes.acknowledged()).hasSize(1);
        }
    }

    @Test
    void theAlarmOfAnInstanceEndsWhenAnotherOneCleanedUp() throws Exception {
        Map<String, String> settings = new HashMap<>(Databases.POSTGRESQL.fresh(directory));
        settings.put("cleanup.webhook.url", server.url("/cleanup"));
        try (RoutesUnderTest failing = RoutesUnderTest.start(settings);
                RoutesUnderTest other = RoutesUnderTest.start(settings)) {
            CleanUps alarm = cleanUps(failing);
            server.always(404);
            failing.deliver(TestEvents.revocation());
            alarm.forgetWhatOthersCleanedUp();
            assertThat(alarm.count()).isEqualTo(1);
            assertThat(failing.context().hasService(CleanUpsElsewhere.class))
                    .as("asks so every minute")
                    .isNotNull();

            server.always(200);
            other.deliver(TestEvents.revocation());
            assertThat(other.acknowledged()).hasSize(1);

            alarm.forgetWhatOthersCleanedUp();
            assertThat(alarm.count()).isZero();
        }
    }

    private static CleanUps cleanUps(RoutesUnderTest routes) {
        return routes.context().getRoutePolicyFactories().stream()
                .filter(CleanUps.class::isInstance)
                .map(CleanUps.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void erasingHappensAsAWholeOrNotAtAll(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            new JdbcTemplate(routes.database()).execute("alter table dead_letter rename to away");
            routes.deliver(
                    TestEvents.revocation(),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
            assertThat(tombstones(routes)).isEmpty();
            assertThat(server.requests()).isEmpty();
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEventThatWaitsForItsNextTryWhenItsSubscriberRevokesIsNotTriedAgain(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(503, Map.of("Retry-After", "2"), new byte[0]);
            Event waiting = TestEvents.sms("hi");
            CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> routes.deliver(waiting));
            await().until(() -> server.requests().size() == 1);
            routes.deliver(TestEvents.revocation());

            assertThat(delivery.get(20, TimeUnit.SECONDS).getException()).isNull();

            assertThat(server.requests()).extracting(WebhookServer.Request::uri).containsExactly("/sms", "/cleanup");
            assertThat(routes.acknowledged()).hasSize(2).contains(TestEvents.id(waiting));
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
        }
    }

    private RoutesUnderTest start(Databases database) throws Exception {
        return RoutesUnderTest.start(settings(database));
    }

    private Map<String, String> settings(Databases database) throws Exception {
        Map<String, String> settings = new HashMap<>(database.fresh(directory));
        settings.put("sms.webhook.url", server.url("/sms"));
        settings.put("events.webhook.url", server.url("/events"));
        settings.put("cleanup.webhook.url", server.url("/cleanup"));
        settings.put("cleanup.webhook.secret", "a secret");
        return settings;
    }

    private static List<Map<String, Object>> tombstones(RoutesUnderTest routes) {
        return new JdbcTemplate(routes.database()).queryForList("select * from tombstone");
    }

    private static Map<String, Object> at(Instant made) {
        return Map.of(WgtwoConstants.TIMESTAMP, made);
    }

    private static Event made(Event event, Instant at) {
        return event.toBuilder()
                .setTimestamp(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
                .build();
    }
}
