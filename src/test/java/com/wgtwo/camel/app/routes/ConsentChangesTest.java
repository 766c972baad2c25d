package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.camel.app.consent.ConsentUnclear;
import com.wgtwo.camel.app.data.Databases;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestConsents;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Consents of v1: of subscribers and of tenants, taken back wholly or in part, and found gone by comparing. */
class ConsentChangesTest {
    private static final String OWN = "subscription-with-consent";
    private static final String NONE = "subscription-without";

    @TempDir
    private Path directory;

    private WebhookServer server;
    private Sandbox platform;

    @BeforeEach
    void start() throws IOException {
        server = new WebhookServer();
        platform = Sandbox.builder().start();
        platform.consents().clear();
    }

    @AfterEach
    void stop() {
        platform.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aRevocationToldByBothInterfacesIsOneCleanUp(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestEvents.revocation());
            routes.deliver(TestConsents.revoked(), TestConsents.about(NONE, TestEvents.MADE.plusMillis(300)));
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).hasSize(2);
            routes.deliver(
                    TestEvents.sms("between"), Map.of(WgtwoConstants.TIMESTAMP, TestEvents.MADE.plusMillis(300)));
            assertThat(server.requests()).as("made before the later of the two").hasSize(1);

            routes.deliver(TestConsents.revoked(), TestConsents.about(NONE, TestEvents.MADE.plusSeconds(30)));
            assertThat(server.requests()).as("given and taken back again").hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEventThatNamesTheSubscriptionOnlyIsCoveredToo(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestConsents.revoked(), TestConsents.about(NONE, TestEvents.MADE));
            Map<String, Object> noNumber = new HashMap<>(TestConsents.about(NONE, TestEvents.MADE));
            noNumber.put(WgtwoConstants.SUBSCRIBER, null);
            routes.deliver(TestEvents.call(), noNumber);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aTenantThatRevokesTakesAllWithItButThoseWithAConsentOfTheirOwn(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            platform.consents().grant(OWN, "wotel", Set.of("events.sms.subscribe"));
            server.always(404);
            routes.deliver(TestEvents.sms("a"), TestConsents.about(OWN, TestEvents.MADE));
            routes.deliver(TestEvents.sms("b"), TestConsents.about(NONE, TestEvents.MADE));
            routes.deliver(TestEvents.sms("c"), TestConsents.about(null, TestEvents.MADE));
            routes.deliver(TestEvents.sms("d"), Map.of(WgtwoConstants.TENANT, "northtel"));
            server.always(200);

            routes.deliver(TestConsents.tenantRevoked("wotel"), TestConsents.ofTenant("wotel", TestEvents.MADE));

            assertThat(texts(routes)).containsExactlyInAnyOrder("a", "d");
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("tenant-revoked 2");
            int told = server.requests().size();
            assertThat(server.requests().get(told - 1).headers())
                    .containsEntry("ce-type", "com.wgtwo.consents.v1.CONSENT_REVOKED");
            routes.deliver(TestEvents.sms("late"), TestConsents.about(NONE, TestEvents.MADE.minusSeconds(9)));
            routes.deliver(TestEvents.sms("late"), TestConsents.about(null, TestEvents.MADE));
            assertThat(server.requests()).hasSize(told);
            routes.deliver(TestEvents.sms("own"), TestConsents.about(OWN, TestEvents.MADE.minusSeconds(9)));
            routes.deliver(TestEvents.sms("new"), TestConsents.about(NONE, TestEvents.MADE.plusSeconds(9)));
            assertThat(server.requests()).hasSize(told + 2);
        }
    }

    /** The name is part of the event, and PostgreSQL takes no U+0000. */
    @ParameterizedTest
    @EnumSource(Databases.class)
    void aTenantWhoseNameFitsNoColumnIsATenantLikeOthers(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            for (String tenant : List.of("wo\0tel", "t".repeat(300))) {
                platform.consents().grant(OWN, tenant, Set.of("events.sms.subscribe"));
                int before = server.requests().size();
                Map<String, Object> made = TestConsents.about(NONE, TestEvents.MADE);
                made.put(WgtwoConstants.TENANT, tenant);
                Map<String, Object> covered = TestConsents.about(OWN, TestEvents.MADE);
                covered.put(WgtwoConstants.TENANT, tenant);
                routes.deliver(TestEvents.sms("on time"), made);
                assertThat(server.requests()).hasSize(before + 1);
                server.answer(404);
                routes.deliver(TestEvents.sms("kept"), made);
                assertThat(texts(routes)).containsExactly("kept");

                routes.deliver(TestConsents.tenantRevoked(tenant), TestConsents.ofTenant(tenant, TestEvents.MADE));

                assertThat(texts(routes)).isEmpty();
                int told = server.requests().size();
                routes.deliver(TestEvents.sms("late"), made);
                assertThat(server.requests()).hasSize(told);
                routes.deliver(TestEvents.sms("own"), covered);
                assertThat(server.requests()).hasSize(told + 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whileThePlatformDoesNotSayWhoHasConsentNothingOfTheTenantIsWorkedOnOrErased(Databases database)
            throws Exception {
        try (RoutesUnderTest routes = start(database);
                LogLines log = new LogLines()) {
            platform.consents().grant(OWN, "wotel", Set.of("events.sms.subscribe"));
            server.answer(404);
            routes.deliver(TestEvents.sms("kept"), TestConsents.about(NONE, TestEvents.MADE));
            platform.faults().stopServer();

            routes.deliver(TestConsents.tenantRevoked("wotel"), soon(TestConsents.ofTenant("wotel", TestEvents.MADE)));
            routes.deliver(TestEvents.sms("held"), soon(TestConsents.about(OWN, TestEvents.MADE)));

            assertThat(routes.acknowledged()).hasSize(1);
            assertThat(server.requests()).hasSize(1);
            assertThat(texts(routes)).containsExactly("kept");
            assertThat(log.atLeast(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("The clean-up after CONSENT_REVOKED", "UNAVAILABLE from the platform");

            platform.faults().startServer();
            routes.deliver(TestConsents.tenantRevoked("wotel"), TestConsents.ofTenant("wotel", TestEvents.MADE));
            assertThat(texts(routes)).isEmpty();
            routes.deliver(TestEvents.sms("held"), TestConsents.about(OWN, TestEvents.MADE));
            assertThat(routes.acknowledged()).hasSize(3);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whileATenantsRevocationIsNotConfirmedNoTryIsBegunAndNothingIsKept(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.answer(503, Map.of("Retry-After", "4"), new byte[0]);
            Map<String, Object> lastDelivery = TestConsents.with(
                    TestConsents.about(OWN, TestEvents.MADE),
                    WgtwoConstants.ACK_DEADLINE,
                    Instant.now().plusSeconds(17));
            lastDelivery.put(WgtwoConstants.DELIVERY_COUNT, 99);
            CompletableFuture<Exchange> delivery =
                    CompletableFuture.supplyAsync(() -> routes.deliver(TestEvents.sms("hi"), lastDelivery));
            await().until(() -> server.requests().size() == 1);
            platform.faults().stopServer();
            routes.deliver(TestConsents.tenantRevoked("wotel"), soon(TestConsents.ofTenant("wotel", TestEvents.MADE)));

            assertThat(delivery.get(60, TimeUnit.SECONDS).getException()).isInstanceOf(ConsentUnclear.class);

            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).isEmpty();
            assertThat(texts(routes)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEventThatFailsForGoodWhileATenantsRevocationIsNotConfirmedIsNotKept(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            platform.faults().stopServer();
            AdviceWith.adviceWith(
                    routes.context(),
                    "webhook",
                    route -> route.weaveAddFirst()
                            .process(exchange -> new JdbcTemplate(routes.database())
                                    .update("insert into tenant_tombstone (tenant, revoked_at, confirmed) values"
                                            + " ('wotel', current_timestamp, false)")));
            server.answer(404);

            Exchange done = routes.deliver(TestEvents.sms("hi"), soon(TestConsents.about(OWN, TestEvents.MADE)));

            assertThat(done.getException()).isNotNull();
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).isEmpty();
            assertThat(texts(routes)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aChangedConsentCoversEventsThatNameTheSubscriptionOnly(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestConsents.updated("events.voice.subscribe"), TestConsents.about(NONE, TestEvents.MADE));
            int told = server.requests().size();
            Map<String, Object> noNumber = new HashMap<>(TestConsents.about(NONE, TestEvents.MADE));
            noNumber.put(WgtwoConstants.SUBSCRIBER, null);

            routes.deliver(TestEvents.sms("late"), noNumber);
            assertThat(server.requests()).hasSize(told);
            assertThat(routes.acknowledged()).hasSize(2);

            routes.deliver(TestEvents.call(), noNumber);
            assertThat(server.requests()).hasSize(told + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatAChangedConsentNoLongerCoversIsErasedAndDropped(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.always(404);
            routes.deliver(TestEvents.sms("text"), TestConsents.about(NONE, TestEvents.MADE));
            routes.deliver(TestEvents.call(), TestConsents.about(NONE, TestEvents.MADE));
            assertThat(DeadLetterRows.of(routes.database())).hasSize(2);
            server.always(200);

            routes.deliver(TestConsents.updated("events.voice.subscribe"), TestConsents.about(NONE, TestEvents.MADE));

            assertThat(DeadLetterRows.of(routes.database()))
                    .extracting(DeadLetterRows::type)
                    .containsExactly("VOICE_EVENT");
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("scope-removed 1");
            int told = server.requests().size();
            routes.deliver(TestEvents.sms("late"), TestConsents.about(NONE, TestEvents.MADE));
            assertThat(server.requests()).hasSize(told);
            routes.deliver(TestEvents.call(), TestConsents.about(NONE, TestEvents.MADE));
            routes.deliver(TestEvents.sms("new"), TestConsents.about(NONE, TestEvents.MADE.plusSeconds(1)));
            assertThat(server.requests()).hasSize(told + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aTenantsChangedConsentLeavesThoseWithAConsentOfTheirOwn(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            platform.consents().grant(OWN, "wotel", Set.of("events.sms.subscribe"));
            server.always(404);
            routes.deliver(TestEvents.sms("a"), TestConsents.about(OWN, TestEvents.MADE));
            routes.deliver(TestEvents.sms("b"), TestConsents.about(NONE, TestEvents.MADE));
            server.always(200);

            routes.deliver(
                    TestConsents.tenantUpdated("wotel", "events.voice.subscribe"),
                    TestConsents.ofTenant("wotel", TestEvents.MADE));

            assertThat(texts(routes)).containsExactly("a");
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("scope-removed 1");
            int told = server.requests().size();
            routes.deliver(TestEvents.sms("late"), TestConsents.about(NONE, TestEvents.MADE));
            assertThat(server.requests()).hasSize(told);
            routes.deliver(TestEvents.sms("own"), TestConsents.about(OWN, TestEvents.MADE));
            assertThat(server.requests()).hasSize(told + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void comparingErasesWhoHasNoConsentLeft(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database);
                LogLines log = new LogLines()) {
            for (int i = 0; i < 1_100; i++) {
                platform.consents().grant("other-" + i, "wotel", Set.of());
            }
            platform.consents().grant(OWN, "wotel", Set.of());
            platform.consents().grantTenant("northtel", Set.of());
            server.always(404);
            Instant made = Instant.now().minusSeconds(5);
            routes.deliver(TestEvents.sms("own"), TestConsents.about(OWN, made));
            routes.deliver(
                    TestEvents.sms("gone"),
                    TestConsents.with(TestConsents.about(NONE, made), WgtwoConstants.SUBSCRIBER, "+4711111111"));
            routes.deliver(TestEvents.sms("tenant"), Map.of(WgtwoConstants.TENANT, "northtel"));

            platform.faults().stopServer();
            reconcile(routes);
            assertThat(texts(routes)).hasSize(3);
            assertThat(log.atLeast(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("Consents were not reconciled, nothing was erased: UNAVAILABLE from the platform.");
            platform.faults().startServer();
            await().untilAsserted(() -> {
                reconcile(routes);
                assertThat(texts(routes)).containsExactlyInAnyOrder("own", "tenant");
            });
            server.always(200);
            int before = server.requests().size();
            routes.deliver(
                    TestEvents.sms("late"),
                    TestConsents.with(TestConsents.about(null, made), WgtwoConstants.SUBSCRIBER, "+4711111111"));
            assertThat(server.requests()).hasSize(before);
            assertThat(new JdbcTemplate(routes.database())
                            .queryForObject("select count(*) from live_consent", int.class))
                    .isZero();
            assertThat(DeadLetterRows.erasures(routes.database())).containsExactly("not-in-listing 1");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void comparingCountsAsARevocationAndTouchesNoMoreThanTheListingTells(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            platform.consents().grant(OWN, "wotel", Set.of());
            routes.deliver(TestConsents.revoked(), TestConsents.about(NONE, TestEvents.MADE));
            server.always(404);
            Instant made = Instant.now().minusSeconds(5);
            routes.deliver(TestEvents.sms("after a consent given again"), TestConsents.about(NONE, made));
            routes.deliver(
                    TestEvents.sms("of no subscription"),
                    TestConsents.with(TestConsents.about(null, made), WgtwoConstants.SUBSCRIBER, "+4722222222"));
            AdviceWith.adviceWith(
                    routes.context(),
                    "erase-without-consent",
                    route -> route.weaveAddFirst()
                            .process(exchange -> routes.deliver(
                                    TestEvents.sms("since the listing"),
                                    TestConsents.with(
                                            TestConsents.about("new", Instant.now()),
                                            WgtwoConstants.SUBSCRIBER,
                                            "+4733333333"))));

            reconcile(routes);

            assertThat(texts(routes)).containsExactlyInAnyOrder("of no subscription", "since the listing");
            server.always(200);
            int before = server.requests().size();
            routes.deliver(TestEvents.sms("late"), TestConsents.about(null, made));
            Map<String, Object> noNumber = new HashMap<>(TestConsents.about(NONE, made));
            noNumber.put(WgtwoConstants.SUBSCRIBER, null);
            routes.deliver(TestEvents.call(), noNumber);
            assertThat(server.requests()).as("dropped").hasSize(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void twoComparisonsThatOverlapDoNotDisturbEachOther(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            platform.consents().grant(OWN, "wotel", Set.of());
            server.always(404);
            routes.deliver(
                    TestEvents.sms("own"), TestConsents.about(OWN, Instant.now().minusSeconds(5)));
            new JdbcTemplate(routes.database())
                    .update("insert into live_consent (listing, tenant, subscription, listed_at)"
                            + " values ('all abandoned', 'wotel', 'x', timestamp '2026-01-01 00:00:00')");
            AtomicBoolean second = new AtomicBoolean();
            AdviceWith.adviceWith(
                    routes.context(),
                    "erase-without-consent",
                    route -> route.weaveAddFirst().process(exchange -> {
                        if (second.compareAndSet(false, true)) {
                            reconcile(routes);
                        }
                    }));

            reconcile(routes);

            assertThat(texts(routes)).containsExactly("own");
            assertThat(new JdbcTemplate(routes.database())
                            .queryForObject("select count(*) from live_consent", int.class))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aConsentThatWasTakenBackSinceIsNotToldAsGiven(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            routes.deliver(TestConsents.revoked(), TestConsents.about(OWN, TestEvents.MADE));
            int told = server.requests().size();

            routes.deliver(TestConsents.added("events.sms.subscribe"), TestConsents.about(OWN, TestEvents.MADE));
            assertThat(server.requests()).hasSize(told);
            routes.deliver(
                    TestConsents.added("events.sms.subscribe"),
                    TestConsents.about(OWN, TestEvents.MADE.plusSeconds(1)));
            assertThat(server.requests()).hasSize(told + 1);
            assertThat(routes.acknowledged()).hasSize(3);
        }
    }

    /** By two instances, which share a PostgreSQL. */
    @Test
    void ofTwoChangesAtTheSameMomentTheNewerOneCounts() throws Exception {
        try (RoutesUnderTest routes = start(Databases.POSTGRESQL)) {
            routes.deliver(TestConsents.updated("events.voice.subscribe"), TestConsents.about(OWN, TestEvents.MADE));
            JdbcTemplate sql = new JdbcTemplate(routes.database());
            List<String> targets = sql.queryForList("select target from consent_scope", String.class);
            sql.update("delete from consent_scope");
            CompletableFuture<Void> newer;
            try (Connection other = routes.database().getConnection();
                    PreparedStatement older = other.prepareStatement(
                            "insert into consent_scope (target, changed_at, scopes, confirmed) values (?, ?, 'x', true)")) {
                other.setAutoCommit(false);
                for (String target : targets) {
                    older.setString(1, target);
                    older.setObject(2, TestEvents.MADE.plusSeconds(1).atOffset(ZoneOffset.UTC));
                    older.executeUpdate();
                }
                newer = CompletableFuture.runAsync(() -> routes.deliver(
                        TestConsents.updated("events.voice.subscribe"),
                        TestConsents.about(OWN, TestEvents.MADE.plusSeconds(2))));
                await().until(() ->
                        sql.queryForObject("select count(*) from pg_locks where not granted", int.class) > 0);
                other.commit();
            }
            newer.join();

            assertThat(sql.queryForList("select changed_at from consent_scope", OffsetDateTime.class))
                    .hasSize(2)
                    .allSatisfy(at -> assertThat(at.toInstant()).isEqualTo(TestEvents.MADE.plusSeconds(2)));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aDeadLetterOfV1SaysHowItIsToBeRead(Databases database) throws Exception {
        try (RoutesUnderTest routes = start(database)) {
            server.always(404);
            routes.deliver(TestConsents.added("events.sms.subscribe"), TestConsents.about(OWN, TestEvents.MADE));

            assertThat(new JdbcTemplate(routes.database()).queryForList("select * from dead_letter"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row)
                                .containsEntry("stream", "consent-changes")
                                .containsEntry("event_type", "CONSENT_ADDED");
                        assertThat(row.get("subscription").toString()).matches("[0-9a-f]{64}");
                        assertThat(StreamConsentChangeEventsResponse.parseFrom((byte[]) row.get("event")))
                                .isEqualTo(TestConsents.added("events.sms.subscribe"));
                    });
        }
    }

    private static void reconcile(RoutesUnderTest routes) {
        routes.context().createProducerTemplate().sendBody("direct:reconcile-consents", null);
    }

    private static List<String> texts(RoutesUnderTest routes) {
        return DeadLetterRows.of(routes.database()).stream()
                .map(row -> row.event().getSmsEvent().getText())
                .toList();
    }

    private static Map<String, Object> soon(Map<String, Object> headers) {
        return TestConsents.with(
                headers, WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1));
    }

    private RoutesUnderTest start(Databases database) throws Exception {
        Map<String, String> settings = new HashMap<>(database.fresh(directory));
        settings.put("wgtwo.target", platform.target());
        settings.put("wgtwo.plaintext", "true");
        settings.put("sms.webhook.url", server.url("/sms"));
        settings.put("events.webhook.url", server.url("/events"));
        settings.put("cleanup.webhook.url", server.url("/cleanup"));
        return RoutesUnderTest.start(settings);
    }
}
