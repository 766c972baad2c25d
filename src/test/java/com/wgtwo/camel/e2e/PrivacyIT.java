package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentAdded;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentUpdated;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Marked numbers, texts, secrets and tokens, through success and faults, are looked for in all that the program shows. */
@Execution(ExecutionMode.CONCURRENT)
class PrivacyIT {

    private static final String NUMBER = "+4799912345";
    private static final String TEXT = "marked-text";
    private static final String TOKEN = "marked-management-token";

    @TempDir
    Path folder;

    private Rig rig;
    private Mails mails;
    private SpanReceiver collector;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
        mails = new Mails();
        collector = new SpanReceiver();
    }

    @AfterEach
    void stop() {
        collector.close();
        mails.close();
        rig.close();
    }

    private String file(String name, String content) throws IOException {
        return "{{file:" + Files.writeString(folder.resolve(name), content + "\n") + "}}";
    }

    private static String base64(int seed) {
        byte[] key = new byte[32];
        key[31] = (byte) seed;
        return Base64.getEncoder().encodeToString(key);
    }

    private AppProcess app() throws IOException {
        return rig.app()
                .environment("WGTWO_CLIENT_SECRET", file("client-secret", "s3cret-of-product"))
                .environment("SMS_WEBHOOK_SECRET", file("webhook-secret", "marked-webhook-secret"))
                .with("log.format", "json");
    }

    @Test
    void nothingPrivateIsShownAnywhereWhateverGoesWrong() throws Exception {
        AppProcess app = app().environment("SMS_MAIL_USERNAME", "me")
                .environment("SMS_MAIL_PASSWORD", file("mail-password", "marked-mail-password"))
                .environment("MANAGEMENT_TOKEN", file("management-token", TOKEN))
                .environment("DATA_ENCRYPTION_KEY", file("encryption-key", base64(7)))
                .environment("DATA_PSEUDONYM_KEY", "cafe".repeat(16))
                .with("sms.webhook.url", rig.web.url("/sms/marked-path"))
                .with("sms.mail.to", "inbox@example.com")
                .with("sms.mail.server", mails.address())
                .with("management.address", "127.0.0.1:0")
                .with("wgtwo.max-deliveries", 1)
                .with("camel.main.jmx-enabled", true)
                .with("tracing.endpoint", collector.endpoint())
                .start();
        rig.awaitStreaming(app);
        OpenPage page = new OpenPage(Management.of(app), "Authorization", "Bearer " + TOKEN);
        rig.await(() -> assertThat(page.told()).isNotEmpty());
        // The webhook takes it, the mail server refuses the password.
        Sent sms = rig.emit(Sent.sms(NUMBER, Instant.now(), TEXT));
        // The webhook refuses it with an answer that repeats it.
        rig.web.say(Post::body);
        rig.web.answer(id -> id.equals(sms.id()) ? 200 : 422);
        Sent refused = rig.emit(Sent.sms(NUMBER, Instant.now(), TEXT));
        Sent call = rig.emit(Sent.call(NUMBER));
        rig.awaitAllAcked();
        Map<String, String> shown = new TreeMap<>();
        Management management = Management.of(app);
        for (String path : List.of(
                "/observe/health",
                "/observe/health/ready",
                "/observe/metrics",
                "/observe/dead-letters",
                "/observe/dead-letters/" + refused.id(),
                "/observe/dead-letters/" + call.id(),
                "/observe/dead-letters/none")) {
            shown.put(path, get(management.url(path)));
        }
        assertThat(shown.get("/observe/dead-letters")).contains(refused.id(), call.id(), "HTTP 422");
        assertThat(shown.get("/observe/dead-letters/" + refused.id())).contains("*********45");
        shown.put("replay", post(management.url("/observe/dead-letters/" + refused.id() + "/replay")));
        shown.put("command", app.command("dead-letters", "list").output());

        rig.platform.faults().token().rejectClient(1);
        rig.platform.faults().revokeTokens();
        app.awaitLog("invalid_client");
        Files.writeString(
                app.folder().resolve("application.properties"),
                "\nevents.webhook.secret=whsec_marked-broken!\n",
                StandardOpenOption.APPEND);
        app.awaitLog("An edit is refused");
        Files.writeString(app.folder().resolve("routes/own.camel.yaml"), "- route: {id: own, from: [" + TEXT);
        rig.web.answer(id -> 500);
        Sent revocation = rig.emit(Sent.revocation(NUMBER, Instant.now()));
        app.awaitLog("The clean-up after");
        shown.put("health while a clean-up fails", get(management.url("/observe/health")));
        shown.putAll(ManagedBeans.of(app));
        rig.web.answer(id -> 200);
        rig.await(() -> assertThat(Outcome.acked(rig.platform)).containsKey(revocation.id()));
        app.sigterm();
        assertThat(app.awaitExit()).isZero();

        shown.put("log", app.log());
        shown.put("traces", collector.text());
        shown.put("console", page.told());
        assertThat(collector.spans().stream().map(span -> span.attributes().get("wgtwo.event.id")))
                .contains(sms.id(), refused.id(), call.id(), revocation.id());
        assertThat(page.told().contains(sms.id()))
                .as("the page tells of the events")
                .isTrue();
        assertThat(shown.keySet())
                .anyMatch(name -> name.contains("type=streams"))
                .anyMatch(name -> name.contains("type=processors"))
                .anyMatch(name -> name.contains("dumpRouteAsXml"));
        assertThat(app.log()).contains("given up", "the mail server refuses the user name or password");
        assertThat(shown)
                .allSatisfy((where, said) -> assertThat(said)
                        .doesNotContain(
                                "marked-", NUMBER.substring(1), NUMBER.substring(3), "s3cret", base64(7), "cafecafe"));
        assertEachLineIsAnObject(app, refused);
    }

    @Test
    void noneOfTheOtherRoutesShowsAnythingPrivateEither() throws Exception {
        String anna = Subscriber.fictional().get(0).number();
        String bert = Subscriber.fictional().get(1).number();
        AppProcess app = app().environment("DATA_PSEUDONYM_KEY", "cafe".repeat(16))
                .with("wgtwo.streams", "events,consent-changes")
                .with("wgtwo.event-types", "SMS_EVENT,VOICEMAIL_EVENT,CONSENT_REVOKE_EVENT")
                .with("sms.answer.url", rig.web.url("/answer/marked-path"))
                .with("voicemail.mail.to", "inbox@example.com")
                .with("sms.mail.server", mails.address())
                .with("management.address", "127.0.0.1:0")
                .with("wgtwo.max-deliveries", 1)
                .with("consents.reconcile-at-start", "true")
                .with("camel.main.jmx-enabled", true)
                .with("tracing.endpoint", collector.endpoint())
                .start();
        rig.await(() -> assertThat(rig.platform.faults().openStreams()).isEqualTo(2));
        app.awaitLog("Consents reconciled");
        Management management = Management.of(app);
        OpenPage page = new OpenPage(management);
        rig.await(() -> assertThat(page.told()).isNotEmpty());

        rig.web.answer(id -> 200);
        rig.web.say(post -> post.path().startsWith("/answer") ? "marked-answer" : "");
        rig.emit(Sent.received(anna, bert, TEXT));
        rig.emit(Sent.voicemail(anna, bert, "v1"));
        rig.emit(Sent.voicemail(anna, bert, ""));
        rig.awaitAllAcked();
        rig.web.say(Post::body);
        rig.web.answer(id -> 422);
        rig.emit(Sent.received(bert, anna, TEXT));
        mails.close();
        rig.emit(Sent.voicemail(bert, anna, "v2"));
        rig.awaitAllAcked();
        rig.web.answer(id -> 500);
        rig.platform.emitV1(ConsentChangeEvent.newBuilder()
                .setNumber(E164.newBuilder().setE164(anna))
                .setUpdated(ConsentUpdated.newBuilder().addScopes("events.voice.subscribe"))
                .build());
        app.awaitLog("The clean-up after");
        Map<String, String> shown = new TreeMap<>(
                Map.of("dead letters", management.get("/observe/dead-letters").body()));
        rig.web.answer(id -> 200);
        rig.platform.emitV1(ConsentChangeEvent.newBuilder()
                .setNumber(E164.newBuilder().setE164(bert))
                .setAdded(ConsentAdded.newBuilder().addScopes("events.voice.subscribe"))
                .build());
        rig.platform.emitV1(ConsentChangeEvent.newBuilder()
                .setTenant("northtel")
                .setUpdated(ConsentUpdated.newBuilder().addScopes("events.voice.subscribe"))
                .build());
        rig.platform.revokeTenantConsent("wotel");
        rig.platform.revokeConsent(bert);
        rig.await(() -> assertThat(rig.platform.pendingAcks()).isEmpty());

        rig.await(() -> assertThat(management.get("/observe/metrics").body().lines())
                .as("all routes but those of the other test have run")
                .filteredOn(line -> line.startsWith("camel_exchanges_total{"))
                .filteredOn(line -> !line.contains("\"mail-sms\"") && !line.contains("\"sms-mail\""))
                .hasSizeGreaterThan(30)
                .noneMatch(line -> line.endsWith(" 0.0")));
        shown.putAll(ManagedBeans.of(app));
        shown.put("metrics", management.get("/observe/metrics").body());
        shown.put("health", management.get("/observe/health").body());
        rig.platform.faults().stopServer();
        management.post("/observe/reconcile-consents", "X-Requested-By", "me");
        app.awaitLog("cannot be reached");
        app.sigterm();
        assertThat(app.awaitExit()).isZero();

        shown.put("log", app.log());
        shown.put("traces", collector.text());
        shown.put("console", page.told());
        assertThat(shown.get("dead letters")).contains("VOICEMAIL_EVENT", "HTTP 422");
        assertThat(shown)
                .allSatisfy((where, said) -> assertThat(said)
                        .doesNotContain("marked-", anna.substring(3), bert.substring(3), "s3cret", "cafecafe"));
    }

    @Test
    void aStopThatBreaksOffAReplayShowsNothingPrivateEither() throws Exception {
        AppProcess app = rig.patient()
                .with("management.address", "127.0.0.1:0")
                .with("sms.webhook.url", rig.web.url("/sms/marked-path"))
                .with("camel.main.shutdown-timeout", 2)
                .start();
        rig.awaitStreaming(app);
        rig.web.answer(id -> 422);
        Sent refused = rig.emit(Sent.sms(NUMBER, Instant.now(), TEXT));
        rig.awaitAllAcked();
        rig.web.retryAfter("30");
        rig.web.answer(id -> 503);
        String replay = Management.of(app).url("/observe/dead-letters/" + refused.id() + "/replay");
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> quietly(replay));
        rig.await(() -> assertThat(rig.web.posts("/sms/marked-path")).hasSize(2));

        app.sigterm();

        assertThat(app.awaitExit()).isZero();
        assertThat(app.log()).contains("the program ended before it did").doesNotContain("Exception in thread");
        assertThat(app.log() + asked.join()).doesNotContain("marked-", NUMBER.substring(1), NUMBER.substring(3));
    }

    /** The answer, or what kept it away, as the program that was asked ends. */
    private static String quietly(String address) {
        try {
            return post(address);
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    private static void assertEachLineIsAnObject(AppProcess app, Sent refused) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : app.log().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .filteredOn(line -> line.path("formattedMessage").asText().contains("given up by sms-webhook"))
                .anySatisfy(line -> {
                    assertThat(line.path("level").asText()).isEqualTo("WARN");
                    assertThat(line.path("timestamp").asLong()).isPositive();
                    assertThat(line.path("kvpList").path(0).path("eventId").asText())
                            .isEqualTo(refused.id());
                });
    }

    @Test
    void aWebhookSecretIsTakenOverWhenItsFileChanges() throws Exception {
        AppProcess app = app().start();
        rig.awaitStreaming(app);
        Sent before = rig.emit(Sent.sms(NUMBER));
        rig.awaitAllAcked();

        Files.writeString(folder.resolve("webhook-secret"), "another-secret");
        app.awaitLog("is live");

        Sent after = rig.emit(Sent.sms(NUMBER));
        rig.awaitAllAcked();
        assertSigned(before, "marked-webhook-secret");
        assertSigned(after, "another-secret");
        assertThat(app.log()).doesNotContain("marked-webhook-secret", "another-secret");
    }

    @Test
    void aMailPasswordIsTakenOverWhenItsFileChanges() throws Exception {
        mails.user("me", "another-password");
        AppProcess app = app().environment("SMS_MAIL_USERNAME", "me")
                .environment("SMS_MAIL_PASSWORD", file("mail-password", "marked-mail-password"))
                .with("sms.mail.to", "inbox@example.com")
                .with("sms.mail.server", mails.address())
                .with("wgtwo.max-deliveries", 1)
                .start();
        rig.awaitStreaming(app);
        rig.emit(Sent.sms(NUMBER));
        app.awaitLog("the mail server refuses the user name or password");

        Files.writeString(folder.resolve("mail-password"), "another-password");
        app.awaitLog("is live");

        Sent after = rig.emit(Sent.sms(NUMBER));
        rig.awaitAllAcked();
        assertThat(mails.ids()).singleElement().asString().startsWith(after.id());
        assertThat(app.log()).doesNotContain("marked-mail-password", "another-password");
    }

    private void assertSigned(Sent event, String secret) throws Exception {
        Post post = rig.web.posts("/sms").stream()
                .filter(some -> some.id().equals(event.id()))
                .findFirst()
                .orElseThrow();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = event.id() + '.' + post.header("webhook-timestamp") + '.' + post.body();
        assertThat(post.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    private static String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String post(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("X-Requested-By", "test")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString())
                .body();
    }
}
