package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.sandbox.web.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the webhook catcher keeps and how it can misbehave. */
class WebhookTest {
    private final Sandbox sandbox = Sandbox.builder().rememberCaught(3).start();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aWebhookIsCaughtWithMethodPathHeadersAndBody() {
        assertThat(Http.post(sandbox.webhookUrl("sms") + "?a=b", "{\"text\":\"på\"}", "webhook-id", "1")
                        .statusCode())
                .isEqualTo(200);
        Webhook caught = sandbox.webhooks().list().get(0);
        assertThat(caught.name()).isEqualTo("sms");
        assertThat(caught.method()).isEqualTo("POST");
        assertThat(caught.uri()).isEqualTo("/hook/sms?a=b");
        assertThat(caught.header("Webhook-Id")).isEqualTo("1");
        assertThat(caught.text()).isEqualTo("{\"text\":\"på\"}");
    }

    @Test
    void anyMethodIsCaught() {
        Http.send(HttpRequest.newBuilder(URI.create(sandbox.webhookUrl("x"))).DELETE());
        assertThat(sandbox.webhooks().list()).extracting(Webhook::method).containsExactly("DELETE");
    }

    @Test
    void onlyTheNewestAreKeptAndAllAreCounted() {
        for (int i = 0; i < 5; i++) {
            Http.post(sandbox.webhookUrl("n"), "" + i);
        }
        assertThat(sandbox.webhooks().list()).extracting(Webhook::text).containsExactly("2", "3", "4");
        assertThat(sandbox.webhooks().count()).isEqualTo(5);
    }

    @Test
    void aBodyIsKeptUpToAMebibyte() {
        assertThat(Http.post(sandbox.webhookUrl("big"), "x".repeat(3_000_000)).statusCode())
                .isEqualTo(200);
        assertThat(sandbox.webhooks().list().get(0).body()).hasSize(1024 * 1024);
    }

    @Test
    void aListenerSeesEachAsItComes() {
        List<String> seen = new ArrayList<>();
        sandbox.webhooks().listen(webhook -> seen.add(webhook.text()));
        Http.post(sandbox.webhookUrl("x"), "a");
        assertThat(seen).containsExactly("a");
    }

    @Test
    void theNextRequestsOfOneHookGetAnotherStatus() {
        sandbox.faults().webhook("sms").answerNext(1, 503);
        assertThat(post("other")).isEqualTo(200);
        assertThat(post("sms")).isEqualTo(503);
        assertThat(post("sms")).isEqualTo(200);
        assertThat(sandbox.webhooks().list()).extracting(Webhook::status).containsExactly(200, 503, 200);
    }

    @Test
    void aHookCanAnswerAlwaysWithAnotherStatus() {
        sandbox.faults().webhook("sms").answer(410);
        assertThat(post("sms")).isEqualTo(410);
        assertThat(post("sms")).isEqualTo(410);
    }

    @Test
    void aHookCanAskToComeBackLater() {
        sandbox.faults().webhook("sms").answerNext(1, 429, Duration.ofSeconds(3));
        HttpResponse<String> response = Http.post(sandbox.webhookUrl("sms"), "");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void aHookCanBeSlow() {
        sandbox.faults().webhook("sms").delay(Duration.ofMillis(200));
        long before = System.nanoTime();
        assertThat(post("sms")).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void aHookCanHang() {
        sandbox.faults().webhook("sms").hang(true);
        assertThatThrownBy(() -> Http.CLIENT.send(
                        HttpRequest.newBuilder(URI.create(sandbox.webhookUrl("sms")))
                                .timeout(Duration.ofMillis(200))
                                .build(),
                        HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.webhooks().list()).extracting(Webhook::status).containsExactly(0);
    }

    @Test
    void aHookCanDropTheConnection() {
        sandbox.faults().webhook("sms").dropNext(10);
        assertThatThrownBy(() -> Http.post(sandbox.webhookUrl("sms"), ""))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void theCatcherCanBeAwayAndComesBackOnItsPort() {
        String url = sandbox.webhookUrl("sms");
        sandbox.faults().stopHttp();
        assertThatThrownBy(() -> Http.post(url, "")).hasCauseInstanceOf(ConnectException.class);
        sandbox.faults().startHttp();
        assertThat(Http.post(url, "").statusCode()).isEqualTo(200);
    }

    private int post(String hook) {
        return Http.post(sandbox.webhookUrl(hook), "").statusCode();
    }
}
