package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.app.run.WebhookServer.Request;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsWebhookTest {
    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("a secret of 24 bytes....".getBytes(StandardCharsets.US_ASCII));

    private WebhookServer server;
    private RoutesUnderTest routes;

    @BeforeEach
    void start() throws Exception {
        server = new WebhookServer();
        routes = start(Map.of("sms.webhook.secret", SECRET));
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void postsTheJsonOfTheEventWithoutAckHandle() {
        Event event = TestEvents.sms("Blåbærsyltetøy 😀");
        routes.deliver(event);
        Request request = only();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/hook");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(request.body())
                .isEqualTo(EventJson.print(
                        SubscribeEventsResponse.newBuilder().setEvent(event).build()))
                .contains("Blåbærsyltetøy 😀")
                .doesNotContain("INBOX");
        assertThat(routes.acknowledged()).containsExactly(TestEvents.id(event));
    }

    /** Camel keeps the charset of an answer in a property of the exchange, which the next try still has. */
    @ParameterizedTest
    @ValueSource(strings = {"direct:webhook", "direct:webhook-request"})
    void theJsonIsUtf8WhateverTheCharsetOfAFormerAnswer(String route) {
        Exchange former = routes.context().createProducerTemplate().send(route, exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            exchange.getMessage().setHeader(Exchange.HTTP_URI, server.url("/hook"));
            exchange.getMessage().setBody("Привет 😀");
            exchange.setVariable("webhook", "sms");
        });

        assertThat(former.getException()).isNull();
        assertThat(former.getMessage().getBody(byte[].class)).isEqualTo("Привет 😀".getBytes(StandardCharsets.UTF_8));
    }

    /** A post and another request are written by two routes, which share the headers. */
    @Test
    void otherRequestsOfAnEventHaveTheSameHeaders() {
        routes.deliver(TestEvents.sms("hi"));
        Map<String, String> posted = only().headers();
        Exchange other = routes.context().createProducerTemplate().send("direct:webhook-request", exchange -> {
            exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, posted.get("ce-id"));
            exchange.getMessage().setHeader(WgtwoConstants.STREAM, "events");
            exchange.getMessage().setHeader(WgtwoConstants.INTERFACE, "wgtwo.events.v0");
            exchange.getMessage().setHeader(WgtwoConstants.EVENT_TYPE, "SMS_EVENT");
            exchange.getMessage().setHeader(WgtwoConstants.TIMESTAMP, posted.get("ce-time"));
            exchange.getMessage().setHeader(WgtwoConstants.SUBSCRIBER, posted.get("ce-subject"));
            exchange.getMessage().setBody("{}");
            exchange.setVariable("webhook", "sms");
        });

        assertThat(other.getMessage().getHeaders())
                .containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
        assertThat(posted.keySet())
                .filteredOn(name -> name.startsWith("ce-"))
                .hasSize(6)
                .allSatisfy(name -> assertThat(other.getMessage().getHeader(name, String.class))
                        .isEqualTo(posted.get(name)));
    }

    /** Else it would copy the exchange each time. */
    @Test
    void theValuesItIsPostedWithHaveNoErrorHandler() {
        Model model = routes.context().getCamelContextExtension().getContextPlugin(Model.class);

        assertThat(model.getRouteDefinition("sms-webhook").getOutputs())
                .filteredOn(step -> step.getShortName().startsWith("set"))
                .hasSize(2)
                .allMatch(step -> Boolean.FALSE.equals(step.getInheritErrorHandler()));
    }

    @Test
    void carriesCloudEventsHeaders() {
        Event event = TestEvents.sms("hi");
        routes.deliver(event);
        assertThat(only().headers())
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-id", TestEvents.id(event))
                .containsEntry("ce-type", "com.wgtwo.events.v0.SMS_EVENT")
                .containsEntry("ce-source", "wgtwo:events")
                .containsEntry("ce-time", "2026-11-24T12:00:00Z")
                .containsEntry("ce-subject", TestEvents.SUBSCRIBER);
    }

    @Test
    void leavesOutWhatTheEventDoesNotSay() {
        Map<String, Object> absent = new HashMap<>();
        absent.put(WgtwoConstants.TIMESTAMP, null);
        absent.put(WgtwoConstants.SUBSCRIBER, null);
        routes.deliver(TestEvents.sms("hi"), absent);
        assertThat(only().headers()).doesNotContainKeys("ce-time", "ce-subject").containsKey("ce-id");
    }

    @Test
    void signsAsStandardWebhooksSays() throws Exception {
        Event event = TestEvents.sms("hi");
        routes.deliver(event);
        Request request = only();
        String id = request.headers().get("webhook-id");
        String timestamp = request.headers().get("webhook-timestamp");
        assertThat(id).isEqualTo(TestEvents.id(event));
        assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a secret of 24 bytes....".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        byte[] expected = mac.doFinal((id + "." + timestamp + "." + request.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void withoutSecretThereIsNoSignature() throws Exception {
        try (RoutesUnderTest unsigned = start(Map.of())) {
            unsigned.deliver(TestEvents.sms("hi"));
        }
        assertThat(only().headers()).doesNotContainKey("webhook-signature").containsKey("webhook-timestamp");
    }

    @Test
    void onlyMeantHeadersLeave() {
        routes.deliver(TestEvents.sms("hi"));
        assertThat(only().headers().keySet())
                .filteredOn(name -> !name.startsWith("ce-") && !name.startsWith("webhook-"))
                .containsExactlyInAnyOrder("content-type", "content-length", "host", "connection", "user-agent");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void transientAnswersAreTriedAgainWithTheSameId(int status) {
        server.answer(status, status);
        Event event = TestEvents.sms("hi");
        routes.deliver(event);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().stream()
                        .map(r -> r.headers().get("webhook-id"))
                        .collect(Collectors.toSet()))
                .containsExactly(TestEvents.id(event));
        assertThat(routes.acknowledged()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 410, 422})
    void otherAnswersArePermanentAndMakeADeadLetter(int status) throws Exception {
        server.answer(status);
        Event event = TestEvents.sms("hi");
        routes.deliver(event);
        assertThat(server.requests()).hasSize(1);
        assertThat(DeadLetterRows.of(routes.database())).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(TestEvents.id(event));
            assertThat(row.route()).isEqualTo("sms-webhook");
            assertThat(row.cause()).isEqualTo("HTTP " + status + " from " + server.url(""));
        });
        assertThat(routes.acknowledged()).containsExactly(TestEvents.id(event));
    }

    @Test
    void redirectsAreNotFollowed() {
        server.answer(302, Map.of("Location", server.url("/elsewhere")), new byte[0]);
        routes.deliver(TestEvents.sms("hi"));
        assertThat(only().uri()).isEqualTo("/hook");
    }

    @Test
    void retryAfterInSecondsIsRespected() {
        server.answer(503, Map.of("Retry-After", "2"), new byte[0]);
        routes.deliver(TestEvents.sms("hi"));
        assertThat(server.requests()).hasSize(2);
        assertThat(pause()).isGreaterThanOrEqualTo(Duration.ofMillis(1950));
    }

    @Test
    void retryAfterAsDateIsRespected() {
        Instant date = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        long atDate = System.nanoTime() + Duration.between(Instant.now(), date).toNanos();
        String inTwoSeconds = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        server.answer(429, Map.of("retry-after", inTwoSeconds), new byte[0]);
        routes.deliver(TestEvents.sms("hi"));
        assertThat(server.requests()).hasSize(2);
        assertThat(Duration.ofNanos(server.requests().get(1).nanoTime() - atDate))
                .as("the time after the date")
                .isGreaterThan(Duration.ofMillis(-50));
    }

    @Test
    void retryAfterBeyondTheDeadlineLeavesTheEventUnacknowledged() {
        server.answer(503, Map.of("Retry-After", "600"), new byte[0]);
        try (LogLines log = new LogLines()) {
            assertThat(routes.deliver(TestEvents.sms("private words")).getException())
                    .isNotNull();
            assertThat(log.atLeast(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("HTTP 503", "stays unacknowledged", "delivery 1 of 10", "*********05")
                    .doesNotContain("private words", TestEvents.SUBSCRIBER);
        }
        assertThat(server.requests()).hasSize(1);
        assertThat(routes.acknowledged()).isEmpty();
    }

    @Test
    void triesEndBeforeTheDeadline() {
        server.always(500);
        Instant deadline = Instant.now().plusSeconds(11);
        routes.deliver(TestEvents.sms("hi"), Map.of(WgtwoConstants.ACK_DEADLINE, deadline));
        // A try may take 8 s, and the acknowledgement a second: after 2 s there is no time for another.
        assertThat(Instant.now()).isBefore(deadline.minusSeconds(8));
        assertThat(server.requests()).hasSizeBetween(2, 3);
        assertThat(routes.acknowledged()).isEmpty();
    }

    @Test
    void afterTheLastDeliveryItBecomesADeadLetterAndIsAcknowledged() throws Exception {
        server.always(503);
        Event event = TestEvents.sms("hi");
        routes.deliver(
                event,
                Map.of(
                        WgtwoConstants.DELIVERY_COUNT,
                        10,
                        WgtwoConstants.ACK_DEADLINE,
                        Instant.now().plusSeconds(3)));
        assertThat(DeadLetterRows.of(routes.database())).singleElement().satisfies(row -> {
            assertThat(row.attempts()).isEqualTo(10);
            assertThat(row.event().getSmsEvent().getText()).isEqualTo("hi");
            assertThat(row.subscriber()).hasSize(64).doesNotContain("99990005");
        });
        assertThat(routes.acknowledged()).containsExactly(TestEvents.id(event));
    }

    @Test
    void theNinthDeliveryIsNotTheLast() throws Exception {
        server.always(503);
        routes.deliver(
                TestEvents.sms("hi"),
                Map.of(
                        WgtwoConstants.DELIVERY_COUNT,
                        9,
                        WgtwoConstants.ACK_DEADLINE,
                        Instant.now().plusSeconds(3)));
        assertThat(DeadLetterRows.of(routes.database())).isEmpty();
        assertThat(routes.acknowledged()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        server.refuse();
        routes.deliver(
                TestEvents.sms("hi"),
                Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(10)));
        assertThat(routes.acknowledged()).isEmpty();
    }

    @Test
    void aLongAnswerIsNotReadToItsEnd() {
        server.answer(200, Map.of(), new byte[50_000_000]);
        routes.deliver(TestEvents.sms("hi"));
        assertThat(routes.acknowledged()).hasSize(1);
        await().until(() -> server.aborted() == 1);
    }

    @Test
    void connectionsAreUsedAgain() {
        for (int i = 0; i < 5; i++) {
            routes.deliver(TestEvents.sms("hi " + i));
        }
        assertThat(server.requests().stream().map(Request::connection).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void theAddressIsSentAsWritten() throws Exception {
        String path = "/a%2Fb/hook?sig=a%2Bb%3D&sp=%2Ftriggers%2Frun&connectTimeout=5&z=1&a=x+y";
        try (RoutesUnderTest special = RoutesUnderTest.start(Map.of("sms.webhook.url", server.url(path)))) {
            special.deliver(TestEvents.sms("hi"));
        }
        assertThat(only().uri()).isEqualTo(path);
    }

    private RoutesUnderTest start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("sms.webhook.url", server.url("/hook"));
        return RoutesUnderTest.start(settings);
    }

    private Request only() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    private Duration pause() {
        return Duration.ofNanos(
                server.requests().get(1).nanoTime() - server.requests().get(0).nanoTime());
    }
}
