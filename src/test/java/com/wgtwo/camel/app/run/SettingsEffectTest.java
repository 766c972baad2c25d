package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.mail.MailServer;
import com.wgtwo.camel.app.webhook.WebhookEndpoint;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.component.WgtwoConsumer;
import com.wgtwo.camel.component.WgtwoEndpoint;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.tls.HeldCertificate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every row of the configuration contract takes effect in the running routes, in whichever of the three ways it is given. */
class SettingsEffectTest {
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    private WebhookServer server;

    enum Way {
        COMMAND_LINE,
        ENVIRONMENT,
        FILE
    }

    @BeforeEach
    void start() throws IOException {
        server = new WebhookServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theStreamIsAsItIsSet(Way way) throws Exception {
        Path authorities = directory.resolve("ca.pem");
        Files.writeString(authorities, new HeldCertificate.Builder().build().certificatePem());
        Map<String, String> given = base();
        given.put("wgtwo.trust-certificates", authorities.toString());
        HeldCertificate own = new HeldCertificate.Builder().build();
        Path certificate = Files.writeString(directory.resolve("own.pem"), own.certificatePem());
        Path key = Files.writeString(directory.resolve("own.key"), own.privateKeyPkcs8Pem());
        given.put("wgtwo.client-certificate", certificate.toString());
        given.put("wgtwo.client-key", key.toString());
        given.put("wgtwo.token-endpoint", "https://127.0.0.1:1/token");
        given.put("wgtwo.client-id", "me");
        given.put("wgtwo.client-secret", "s3cret");
        given.put("wgtwo.scope", "a b");
        given.put("wgtwo.event-types", "VOICE_EVENT,SMS_EVENT");
        given.put("wgtwo.streams", "events,country-changes");
        given.put("wgtwo.subscriptions", "single");
        given.put("wgtwo.queue-name", "q1");
        given.put("wgtwo.durable-name", "d1");
        given.put("wgtwo.subscriber-client-id", "c1");
        given.put("wgtwo.max-in-flight", "7");
        given.put("wgtwo.ack-timeout", "45s");
        given.put("wgtwo.start-position", "timestamp:2026-01-31T12:00:00Z");
        given.put("wgtwo.ordering", "none");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            WgtwoEndpoint stream =
                    (WgtwoEndpoint) routes.context().getRoute("events").getEndpoint();
            assertThat(stream.getConnection().getTarget()).isEqualTo("127.0.0.1:1");
            assertThat(stream.getConnection().isPlaintext()).isFalse();
            assertThat(stream.getConnection().getTrustCertificates()).isEqualTo(authorities.toString());
            assertThat(stream.getSubscription().getEventTypes()).isEqualTo("VOICE_EVENT,SMS_EVENT");
            assertThat(stream.getSubscription().getQueueName()).isEqualTo("q1");
            assertThat(stream.getSubscription().getDurableName()).isEqualTo("d1");
            assertThat(stream.getSubscription().getClientId()).isEqualTo("c1");
            assertThat(stream.getSubscription().getMaxInFlight()).isEqualTo(7);
            assertThat(stream.getSubscription().getAckTimeout()).isEqualTo(45_000);
            assertThat(stream.getSubscription().getStartPosition()).isEqualTo("timestamp:2026-01-31T12:00:00Z");
            assertThat(stream.getStreams()).isEqualTo("events,country-changes");
            assertThat(stream.getSubscription().getSubscriptions()).isEqualTo("single");
            assertThat(stream.getSubscription().getOrdering()).isEqualTo("none");
            String profile = "camel.oauth." + stream.getConnection().getOauthProfile() + ".";
            assertThat(property(routes, profile + "token-endpoint")).isEqualTo("https://127.0.0.1:1/token");
            assertThat(property(routes, profile + "client-id")).isEqualTo("me");
            assertThat(property(routes, profile + "client-secret")).isEqualTo("s3cret");
            assertThat(property(routes, profile + "scope")).isEqualTo("a b");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void regionsAreAsTheyAreSet(Way way) throws Exception {
        Map<String, String> given = base();
        given.put("wgtwo.target", "");
        given.put("wgtwo.regions", "dublin, us-west");
        given.put("wgtwo.region.dublin.target", "127.0.0.1:1");
        given.put("wgtwo.region.us-west.target", "127.0.0.1:2");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            assertThat(((WgtwoConsumer) routes.context().getRoute("events").getConsumer())
                            .snapshot()
                            .streams())
                    .extracting(stream -> stream.label() + " " + stream.target())
                    .containsExactly(
                            "dublin:events/SMS_EVENT 127.0.0.1:1",
                            "dublin:events/CONSENT_REVOKE_EVENT 127.0.0.1:1",
                            "us-west:events/SMS_EVENT 127.0.0.1:2",
                            "us-west:events/CONSENT_REVOKE_EVENT 127.0.0.1:2");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void plaintextIsAsItIsSet(Way way) throws Exception {
        Map<String, String> given = base();
        given.put("wgtwo.plaintext", "true");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            assertThat(((WgtwoEndpoint) routes.context().getRoute("events").getEndpoint())
                            .getConnection()
                            .isPlaintext())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void webhooksAreAsTheyAreSet(Way way) throws Exception {
        Map<String, String> given = base();
        for (String target : new String[] {"sms", "events", "cleanup"}) {
            given.put(target + ".webhook.url", server.url("/" + target));
            given.put(target + ".webhook.secret", "secret of " + target);
        }
        given.put("delivery.try-timeout", "1234");
        given.put("wgtwo.max-deliveries", "3");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            send(routes, "direct:sms", "SMS_EVENT");
            send(routes, "direct:other-events", "VOICE_EVENT");
            send(routes, "direct:consent-revoked", "CONSENT_REVOKE_EVENT");
            assertThat(server.requests())
                    .extracting(WebhookServer.Request::uri)
                    .containsExactly("/sms", "/events", "/cleanup");
            assertThat(server.requests())
                    .extracting(request -> request.headers().get("webhook-signature"))
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
            assertThat(endpoint(routes, WebhookEndpoint.class).getTimeout()).isEqualTo(1234);
            assertThat(routes.context().getEndpoints()).noneMatch(HttpEndpoint.class::isInstance);
            assertThat(routes.context().getRoute("sms-answer")).isNull();
            assertThat(routes.context().getRoute("answer-sms")).isNull();
            Predicate due = bean(routes, "deadLetterDue", Predicate.class);
            assertThat(due.matches(exchange(routes.context(), 2))).isFalse();
            assertThat(due.matches(exchange(routes.context(), 3))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void answersAreAskedForAsItIsSet(Way way) throws Exception {
        Map<String, String> given = base();
        given.put("sms.answer.url", server.url("/answer"));
        given.put("delivery.try-timeout", "1234");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            assertThat(routes.context().getRoute("sms-answer")).isNotNull();
            HttpEndpoint http = endpoint(routes, HttpEndpoint.class);
            assertThat(http.getResponseTimeout()).isEqualTo(1234);
            assertThat(http.getConnectTimeout()).isEqualTo(1234);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void mailIsAsItIsSet(Way way) throws Exception {
        Map<String, String> given = base();
        given.put("sms.mail.to", "to@example.com");
        given.put("sms.mail.from", "from@example.com");
        given.put("sms.mail.server", "mail.example.com:465");
        given.put("sms.mail.security", "tls");
        given.put("sms.mail.username", "robot");
        given.put("sms.mail.password", "pass word ");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            MailServer mail = bean(routes, "mailServer", MailServer.class);
            assertThat(mail.getHost()).isEqualTo("mail.example.com");
            assertThat(mail.getPort()).isEqualTo(465);
            assertThat(mail.getProtocol()).isEqualTo("smtps");
            assertThat(mail.getUsername()).isEqualTo("robot");
            assertThat(mail.getPassword()).isEqualTo("pass word ");
            Exchange exchange = exchange(routes.context(), 1);
            bean(routes, "composeMail", Processor.class).process(exchange);
            MimeMessage message = exchange.getMessage().getBody(MimeMessage.class);
            assertThat(message.getFrom()[0]).hasToString("from@example.com");
            assertThat(message.getAllRecipients()[0]).hasToString("to@example.com");
            assertThat(routes.context().getRoute("sms-mail")).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void consentsAreReconciledAsOftenAsIsSet(Way way) throws Exception {
        Map<String, String> given = base();
        given.put("consents.reconcile-every", "36h");
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            TimerEndpoint timer = (TimerEndpoint)
                    routes.context().getRoute("reconcile-on-schedule").getEndpoint();
            assertThat(timer.getPeriod()).isEqualTo(Duration.ofHours(36).toMillis());
            assertThat(timer.getDelay()).isEqualTo(timer.getPeriod());
            assertThat(routes.context().getRoute("reconcile-at-start")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void dataIsKeptWhereItIsSet(Way way) throws Exception {
        Map<String, String> given = base();
        String url = "jdbc:h2:mem:" + way;
        given.put("data.url", url);
        given.put("data.username", "keeper");
        given.put("data.password", "s3cret");
        given.put("data.pseudonym-key", KEY);
        given.put("dead-letters.keep", "9d");
        given.put("data.encryption-key", Base64.getEncoder().encodeToString(new byte[32]));
        try (RoutesUnderTest routes = RoutesUnderTest.startWithStream(settings(way, given))) {
            HikariDataSource database = (HikariDataSource) routes.database();
            assertThat(database.getJdbcUrl()).startsWith(url);
            assertThat(database.getCredentialsProvider().getCredentials().getUsername())
                    .isEqualTo("keeper");
            assertThat(database.getCredentialsProvider().getCredentials().getPassword())
                    .isEqualTo("s3cret");
            Exchange exchange = exchange(routes.context(), 1);
            bean(routes, "identifySubscriber", Processor.class).process(exchange);
            assertThat(exchange.getVariable("pseudonym"))
                    .isEqualTo(new Pseudonyms(HexFormat.of().parseHex(KEY)).of(TestEvents.SUBSCRIBER));
            bean(routes, "keepDeadLetter", Processor.class).process(exchange);
            assertThat(new JdbcTemplate(database).queryForMap("select * from dead_letter"))
                    .satisfies(row -> assertThat(row.get("sealed_with")).isNotNull());
            assertThat(property(routes, "dead-letters.keep")).isEqualTo("9d");
        }
    }

    private Map<String, String> base() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("wgtwo.target", "127.0.0.1:1");
        given.put("management.address", "off");
        given.put("data.url", "jdbc:h2:mem:" + System.nanoTime());
        return given;
    }

    private Settings settings(Way way, Map<String, String> given) throws IOException {
        switch (way) {
            case COMMAND_LINE:
                return Settings.of(directory, given, Map.of());
            case ENVIRONMENT:
                return Settings.of(
                        directory,
                        Map.of(),
                        given.entrySet().stream()
                                .collect(Collectors.toMap(
                                        entry -> entry.getKey()
                                                .toUpperCase(Locale.ROOT)
                                                .replace('.', '_')
                                                .replace('-', '_'),
                                        Map.Entry::getValue)));
            default:
                Files.writeString(
                        directory.resolve("application.properties"),
                        given.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining("\n")),
                        StandardCharsets.UTF_8);
                return Settings.of(directory, Map.of(), Map.of());
        }
    }

    private static void send(RoutesUnderTest routes, String to, String type) {
        Exchange exchange = exchange(routes.context(), 1);
        exchange.getMessage().setHeader(WgtwoConstants.EVENT_TYPE, type);
        Exchange done = routes.context().createProducerTemplate().send(to, exchange);
        assertThat(done.getException()).isNull();
    }

    private static Exchange exchange(CamelContext context, int delivery) {
        Exchange exchange = new DefaultExchange(context);
        var event = TestEvents.sms("hi");
        TestEvents.headers(event).forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(WgtwoConstants.DELIVERY_COUNT, delivery);
        exchange.setProperty(
                WgtwoConstants.MESSAGE_PROPERTY,
                SubscribeEventsResponse.newBuilder().setEvent(event).build());
        exchange.getMessage().setBody("body");
        return exchange;
    }

    private static String property(RoutesUnderTest routes, String name) {
        return routes.context().getPropertiesComponent().resolveProperty(name).orElseThrow();
    }

    private static <T> T bean(RoutesUnderTest routes, String name, Class<T> type) {
        return routes.context().getRegistry().lookupByNameAndType(name, type);
    }

    private static <T> T endpoint(RoutesUnderTest routes, Class<T> type) {
        return routes.context().getEndpoints().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
