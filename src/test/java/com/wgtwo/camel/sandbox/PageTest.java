package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page, its JSON, and emitting over HTTP. */
class PageTest {
    private final Sandbox sandbox = Sandbox.builder().start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void thePageListsSubscriptionsWebhooksAndAddresses() {
        client.subscribe(Client.smsQueue("my-queue"));
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        Http.post(sandbox.webhookUrl("sms"), "caught body");
        HttpResponse<String> page = Http.get(sandbox.pageUrl());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("my-queue/my-queue", "DURABLE_QUEUE", "SMS_EVENT", "caught body", sandbox.target());
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndRunsNoScript() {
        HttpResponse<String> page = Http.get(sandbox.pageUrl());
        assertThat(page.body()).doesNotContain("<script", "<link", "<img", "@import", "url(");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @Test
    void whatWasCaughtCannotBecomeMarkup() {
        Http.post(sandbox.webhookUrl("x%3Cb%3E"), "<script>alert(1)</script>");
        assertThat(Http.get(sandbox.pageUrl()).body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "<b>");
    }

    @Test
    void aNoticeStandsOnThePageUntilItIsTakenAway() {
        sandbox.notice("An edit is refused <here>");
        assertThat(Http.get(sandbox.pageUrl()).body())
                .contains("<pre role=\"alert\">An edit is refused &lt;here&gt;</pre>");

        sandbox.notice("");
        assertThat(Http.get(sandbox.pageUrl()).body()).doesNotContain("role=\"alert\"");
    }

    @Test
    void thePageRefreshesItselfWhenAsked() {
        assertThat(Http.get(sandbox.pageUrl() + "?refresh").body()).contains("http-equiv=\"refresh\"");
        assertThat(Http.get(sandbox.pageUrl()).body()).doesNotContain("http-equiv");
    }

    @Test
    void anotherPathIsNotFound() {
        assertThat(Http.get(sandbox.pageUrl() + "nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void theSameIsThereAsJson() throws Exception {
        client.subscribe(Client.smsQueue("q"));
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        TestEvents.emit(sandbox, "a");
        Http.post(sandbox.webhookUrl("sms"), "body");
        JsonNode json = new ObjectMapper()
                .readTree(Http.get(sandbox.pageUrl() + "caught.json").body());
        assertThat(json.at("/webhooks/0/body").asText()).isEqualTo("body");
        assertThat(json.at("/webhooks/0/name").asText()).isEqualTo("sms");
        assertThat(json.at("/subscriptions/0/pending").asInt()).isEqualTo(1);
        assertThat(json.at("/subscriptions/0/members/0").asInt()).isEqualTo(1);
        assertThat(json.at("/published/events").asInt()).isEqualTo(1);
    }

    @Test
    void aBareEventIsEmitted() {
        var stream = open();
        assertThat(emit("", "{\"smsEvent\":{\"text\":\"hi\"},\"serviceId\":\"wotel\",\"unknown\":1}")
                        .body())
                .isEqualTo("{\"number\":1}\n");
        assertThat(TestEvents.texts(stream.await(1))).containsExactly("hi");
    }

    @Test
    void aWholeResponseIsEmitted() {
        var stream = open();
        emit("", "{\"event\":{\"smsEvent\":{\"text\":\"hi\"}}}");
        assertThat(TestEvents.texts(stream.await(1))).containsExactly("hi");
    }

    @Test
    void v1EventsAreEmittedBareAndWhole() {
        assertThat(emit("/consent-changes", "{\"revoked\":{},\"tenant\":\"wotel\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(emit("/consent-changes", "{\"consentChangeEvent\":{\"revoked\":{},\"tenant\":\"wotel\"}}")
                        .body())
                .isEqualTo("{\"number\":2}\n");
    }

    @Test
    void aRandomEventIsEmittedByTypeAndByTheDocumentedAlias() {
        assertThat(emit("/random?type=VOICE_EVENT", "").body()).isEqualTo("{\"number\":1}\n");
        assertThat(emit("/random?type=ROAMING_EVENT", "").body()).isEqualTo("{\"number\":2}\n");
        assertThat(emit("/random?stream=handset-changes", "").body()).isEqualTo("{\"number\":1}\n");
    }

    @Test
    void whatCannotBeEmittedIsRefusedWithOneSentence() {
        assertRefused(emit("", "{"), 400, "the body is not the JSON of an event");
        assertRefused(emit("", "{}"), 400, "the event has no payload");
        assertRefused(emit("/nothing", "{}"), 400, "stream is \"nothing\"; known are events, consent-changes");
        assertRefused(emit("/random?type=NOTHING", ""), 400, "type is \"NOTHING\"");
        assertRefused(Http.get(sandbox.pageUrl() + "emit"), 405, "emit with POST");
    }

    @Test
    void aPageOfAnotherSiteCannotEmit() {
        String url = sandbox.pageUrl() + "emit/random";
        String form = "application/x-www-form-urlencoded";
        assertRefused(Http.post(url, "type=SMS_EVENT", "Content-Type", form), 403, "send the content type");
        assertRefused(
                Http.post(url, "type=SMS_EVENT", "Content-Type", form, "Origin", "http://evil.example"), 403, "send");
        assertRefused(
                Http.post(url, "{}", "Content-Type", "application/json", "Origin", "http://evil.example"),
                403,
                "send the content type");
        assertRefused(Http.post(url, "", "Content-Type", form, "Origin", "null"), 403, "send the content type");
    }

    /** As a page of the web asks whose name has been given the address of this machine. */
    @Test
    void whoAsksForAnotherHostIsRefused() throws Exception {
        int port = URI.create(sandbox.pageUrl()).getPort();
        for (String path : List.of("/", "/caught.json", "/emit/random?type=SMS_EVENT", "/hook/sms")) {
            assertThat(statusLine(port, path, "rebound.example:" + port)).contains(" 403 ");
        }
        assertThat(statusLine(port, "/", "LOCALHOST:" + port)).contains(" 200 ");
    }

    private static String statusLine(int port, String path, String host) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void theFormOfThePageEmitsAndGoesBackToThePage() {
        String origin = sandbox.pageUrl().replaceFirst("/$", "");
        HttpResponse<String> response = Http.post(
                sandbox.pageUrl() + "emit/random",
                "type=SMS_EVENT",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                origin);
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("/");
    }

    @Test
    void anEventOfAnyStreamIsEmittedFromTheJsonInTheForm() {
        assertThat(Http.get(sandbox.pageUrl()).body()).contains("action=\"/emit/json\"", "<textarea");
        HttpResponse<String> answer = Http.post(
                sandbox.pageUrl() + "emit/json",
                "stream=country-changes&json="
                        + URLEncoder.encode(
                                "{\"countryChangeEvent\":{\"current\":{\"code\":\"NO\"}}}", StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                sandbox.pageUrl().replaceAll("/$", ""));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(sandbox.v1().countryChanges().broker().published()).isEqualTo(1);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String sentence) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith(sentence);
    }

    private HttpResponse<String> emit(String path, String json) {
        return Http.postJson(sandbox.pageUrl() + "emit" + path, json);
    }

    private ClientStream<?, SubscribeEventsResponse> open() {
        var stream = client.subscribe(Client.sms());
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        return stream;
    }
}
