package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.AckException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class EventsTest {
    @Test
    void withoutTargetsEventsAreAcknowledgedAndLeaveOneLineWithoutPrivateContent() throws Exception {
        try (RoutesUnderTest routes = RoutesUnderTest.start(Map.of());
                LogLines log = new LogLines()) {
            routes.deliver(TestEvents.sms("private words"));
            routes.deliver(TestEvents.call());
            routes.deliver(TestEvents.revocation());
            assertThat(routes.acknowledged()).hasSize(3);
            assertThat(log.all()).doesNotContain("private words", TestEvents.SUBSCRIBER);
        }
    }

    @Test
    void otherEventsGoToTheirWebhook() throws Exception {
        try (WebhookServer server = new WebhookServer();
                RoutesUnderTest routes = RoutesUnderTest.start(
                        Map.of("events.webhook.url", server.url("/events"), "events.webhook.secret", "a secret"))) {
            Event call = TestEvents.call();
            routes.deliver(call);
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.uri()).isEqualTo("/events");
                assertThat(request.headers())
                        .containsEntry("ce-type", "com.wgtwo.events.v0.VOICE_EVENT")
                        .containsEntry("ce-id", TestEvents.id(call))
                        .containsKey("webhook-signature");
                assertThat(request.body()).contains("voiceEvent");
            });
        }
    }

    @Test
    void anEventNobodyUnderstandsGoesOnToo() throws Exception {
        try (WebhookServer server = new WebhookServer();
                RoutesUnderTest routes = RoutesUnderTest.start(Map.of("events.webhook.url", server.url("/events")))) {
            routes.deliver(
                    TestEvents.call(), Map.of(WgtwoConstants.EVENT_TYPE, "UNKNOWN", WgtwoConstants.UNDERSTOOD, false));
            assertThat(server.requests()).hasSize(1);
            assertThat(routes.acknowledged()).hasSize(1);
        }
    }

    @Test
    void aFailedAcknowledgementIsNeitherRepeatedNorMadeADeadLetter() throws Exception {
        try (WebhookServer server = new WebhookServer();
                RoutesUnderTest routes = RoutesUnderTest.start(Map.of("sms.webhook.url", server.url("/sms")))) {
            int[] tries = new int[1];
            routes.onAck(exchange -> {
                tries[0]++;
                throw new AckException("not taken");
            });
            Exchange done = routes.deliver(TestEvents.sms("hi"), Map.of(WgtwoConstants.DELIVERY_COUNT, 10));
            assertThat(done.getException()).isInstanceOf(AckException.class);
            assertThat(tries[0]).isEqualTo(1);
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
        }
    }

    @Test
    void whenTheDeadLetterStoreFailsTheEventStaysUnacknowledged() throws Exception {
        try (WebhookServer server = new WebhookServer().answer(404);
                RoutesUnderTest routes = RoutesUnderTest.start(Map.of("sms.webhook.url", server.url("/sms")));
                LogLines log = new LogLines()) {
            new JdbcTemplate(routes.database()).execute("drop table dead_letter");
            Event event = TestEvents.sms("private words");
            Exchange done = routes.deliver(event);
            assertThat(done.getException()).isNotNull();
            assertThat(routes.acknowledged()).isEmpty();
            assertThat(log.atLeast(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("could not be kept as a dead letter", "database error", "stays unacknowledged");
            assertThat(log.all()).doesNotContain("private words", TestEvents.SUBSCRIBER);

            // and when it comes again it is posted again
            routes.deliver(event);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void withoutDatabaseNothingIsDeliveredOrAcknowledged() throws Exception {
        try (WebhookServer server = new WebhookServer();
                RoutesUnderTest routes = RoutesUnderTest.start(Map.of("sms.webhook.url", server.url("/sms")))) {
            new JdbcTemplate(routes.database()).execute("drop table tombstone");
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plus(Duration.ofSeconds(1))));
            assertThat(server.requests()).isEmpty();
            assertThat(routes.acknowledged()).isEmpty();
        }
    }
}
