package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.api.v1.sms.SmsProto.SendTextToSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens: how they are issued, what they allow, and how both fail. */
class AuthTest {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder()
            .clock(clock)
            .requireToken(true)
            .oauthClient("id", "s/e cret")
            .allowedScopes(Set.of("events.sms.subscribe", "events.voice.subscribe"))
            .start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void basicAuthenticationGetsATokenInThePlatformsForm() {
        HttpResponse<String> response = basic("id", "s/e cret", "events.sms.subscribe");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .matches("\\{\"access_token\":\"[^\".]+\\.[^\".]+\",\"expires_in\":3599,"
                        + "\"scope\":\"events.sms.subscribe\",\"token_type\":\"bearer\"}");
    }

    @Test
    void formAuthenticationGetsAToken() {
        assertThat(form("grant_type=client_credentials&client_id=id&client_secret=" + encoded("s/e cret"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWrongSecretIsAnInvalidClient() {
        HttpResponse<String> response = basic("id", "wrong", "");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"error\":\"invalid_client\"").contains("error_description");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void anUnknownClientIsAnInvalidClient() {
        assertThat(basic("other", "s/e cret", "").statusCode()).isEqualTo(401);
    }

    @Test
    void anotherGrantIsUnsupported() {
        HttpResponse<String> response = form("grant_type=password&client_id=id&client_secret=" + encoded("s/e cret"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("unsupported_grant_type");
    }

    @Test
    void aTokenIsGrantedOnlyWhatIsAllowed() {
        assertThat(basic("id", "s/e cret", "events.sms.subscribe events.location.subscribe")
                        .body())
                .contains("\"scope\":\"events.sms.subscribe\"");
    }

    @Test
    void aCallWithoutTokenIsUnauthenticated() {
        assertThat(client.subscribe(Client.sms()).awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aGoodTokenPasses() {
        open(token("events.sms.subscribe"), EventType.SMS_EVENT);
    }

    @Test
    void anUnknownTokenIsUnauthenticated() {
        assertThat(subscribe("who.knows", EventType.SMS_EVENT).awaitEnd().getCode())
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void anExpiredTokenIsUnauthenticated() {
        String token = token("events.sms.subscribe");
        clock.advance(Duration.ofSeconds(3599));
        assertThat(subscribe(token, EventType.SMS_EVENT).awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void anEventTypeNeedsItsScope() {
        Status end =
                subscribe(token("events.sms.subscribe"), EventType.VOICE_EVENT).awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(end.getDescription()).contains("events.voice.subscribe");
    }

    @Test
    void consentRevocationsNeedNoScope() {
        open(token(""), EventType.CONSENT_REVOKE_EVENT);
    }

    @Test
    void aCallNeedsTheScopeOfItsMethod() {
        var stub = authorized(SmsServiceGrpc.newBlockingStub(client.channel()), token("events.sms.subscribe"));
        assertThatThrownBy(() -> stub.sendTextToSubscriber(SendTextToSubscriberRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("PERMISSION_DENIED")
                .hasMessageContaining("sms.text:send_to_subscriber");
    }

    @Test
    void withoutRequireTokenAnonymousPassesAndABadTokenDoesNot() {
        try (Sandbox free = Sandbox.builder().start();
                Client other = new Client(free)) {
            other.subscribe(Client.sms());
            Awaits.until(() -> free.faults().openStreams() == 1);
            var stub = authorized(EventsServiceGrpc.newStub(other.channel()), "bad");
            var stream = new ClientStream<SubscribeEventsRequest, SubscribeEventsResponse>(true);
            stub.subscribe(Client.sms().build(), stream);
            assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
    }

    @Test
    void twoOauthClientsWithTheSameQueueNameAreTwoQueues() {
        try (Sandbox free = Sandbox.builder().start();
                Client other = new Client(free)) {
            for (String id : new String[] {"one", "two"}) {
                String token = read(basic(free, id, "any", ""));
                authorized(EventsServiceGrpc.newStub(other.channel()), token)
                        .subscribe(Client.smsQueue("q").build(), new ClientStream<>(true));
            }
            Awaits.until(() -> free.subscriptions().size() == 2);
        }
    }

    @Test
    void expiredTokensEndNoStreamAndPassNoNewCall() {
        String token = token("events.sms.subscribe");
        var stream = open(token, EventType.SMS_EVENT);
        sandbox.faults().expireTokens();
        assertThat(subscribe(token, EventType.SMS_EVENT).awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(stream.ended()).isFalse();
    }

    @Test
    void revokedTokensEndTheirStreams() {
        var stream = open(token("events.sms.subscribe"), EventType.SMS_EVENT);
        sandbox.faults().revokeTokens();
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void theTokenEndpointCanLimitItsRate() {
        sandbox.faults().token().rateLimit(1, Duration.ofSeconds(7));
        HttpResponse<String> response = basic("id", "s/e cret", "");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(basic("id", "s/e cret", "").statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointCanFail() {
        sandbox.faults().token().fail(1, 500);
        assertThat(basic("id", "s/e cret", "").statusCode()).isEqualTo(500);
        sandbox.faults().token().rejectClient(1);
        assertThat(basic("id", "s/e cret", "").statusCode()).isEqualTo(401);
    }

    @Test
    void theTokenEndpointCanAnswerWithAWebPage() {
        sandbox.faults().token().html(1);
        HttpResponse<String> response = basic("id", "s/e cret", "");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void theTokenEndpointCanBeSlow() {
        sandbox.faults().token().delay(Duration.ofMillis(200));
        long before = System.nanoTime();
        assertThat(basic("id", "s/e cret", "").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void theTokenEndpointCanBeAwayAndComesBackOnItsPort() {
        String endpoint = sandbox.tokenEndpoint();
        sandbox.faults().stopTokenEndpoint();
        assertThatThrownBy(() -> basic("id", "s/e cret", ""))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
        sandbox.faults().startTokenEndpoint();
        assertThat(sandbox.tokenEndpoint()).isEqualTo(endpoint);
        assertThat(basic("id", "s/e cret", "").statusCode()).isEqualTo(200);
    }

    private ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> open(String token, EventType type) {
        var stream = subscribe(token, type);
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        return stream;
    }

    private ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribe(String token, EventType type) {
        var stream = new ClientStream<SubscribeEventsRequest, SubscribeEventsResponse>(true);
        authorized(EventsServiceGrpc.newStub(client.channel()), token)
                .subscribe(SubscribeEventsRequest.newBuilder().addType(type).build(), stream);
        return stream;
    }

    private String token(String scope) {
        return read(basic("id", "s/e cret", scope));
    }

    private static String read(HttpResponse<String> response) {
        Matcher matcher = TOKEN.matcher(response.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> basic(String id, String secret, String scope) {
        return basic(sandbox, id, secret, scope);
    }

    private static HttpResponse<String> basic(Sandbox sandbox, String id, String secret, String scope) {
        String pair = encoded(id) + ":" + encoded(secret);
        return Http.post(
                sandbox.tokenEndpoint(),
                "grant_type=client_credentials&scope=" + encoded(scope),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> form(String body) {
        return Http.post(sandbox.tokenEndpoint(), body, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static <S extends AbstractStub<S>> S authorized(S stub, String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
