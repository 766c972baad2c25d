package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.camel.Machine;
import com.wgtwo.camel.sandbox.Faults;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe http-in-sms-out with real requests, against the sandbox. */
@Timeout(60)
class HttpInSmsOutTest {
    private static final String GOOD =
            "{\"to\":\"+4799990005\",\"from\":\"MyShop\",\"text\":\"Er ist da, \\\"ja\\\"\"}";

    @TempDir
    private Path routes;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Machine.freePort();
    private RecipeUnderTest recipe;

    @BeforeEach
    void start() throws Exception {
        recipe = RecipeUnderTest.start(
                routes,
                Map.of("http-in-sms-out", "http-in-sms-out"),
                Map.of(
                        "my.sms.token",
                        "sesame",
                        "camel.server.enabled",
                        "true",
                        "camel.server.host",
                        "127.0.0.1",
                        "camel.server.port",
                        String.valueOf(port),
                        "camel.server.max-body-size",
                        "20000"));
    }

    @AfterEach
    void stop() {
        if (recipe != null) {
            recipe.close();
        }
    }

    @Test
    void aPostIsAnSmsOnceThePlatformHasTakenIt() throws Exception {
        HttpResponse<String> answer = post("Bearer sesame", GOOD);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().map()).doesNotContainKey("authorization");
        await().atMost(Duration.ofSeconds(20)).until(() -> !sent().isEmpty());
        SmsEvent sms = sent().get(0);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + sms.getId() + "\"}");
        assertThat(sms.getToE164().getE164()).isEqualTo("+4799990005");
        assertThat(sms.getFromTextAddress().getTextAddress()).isEqualTo("MyShop");
        assertThat(sms.getText()).isEqualTo("Er ist da, \"ja\"");
    }

    @Test
    void whatIsWrongIsSaidInOneSentenceAndSendsNothing() throws Exception {
        assertRefused(
                post("Bearer other", GOOD),
                401,
                "The header Authorization must be 'Bearer' and the value of my.sms.token.");
        assertRefused(post("", GOOD), 401, "The header Authorization must be 'Bearer' and the value of my.sms.token.");
        assertRefused(post("Bearer sesame", "to=+4799990005"), 400, "The body must be a JSON object.");
        assertRefused(post("Bearer sesame", ""), 400, "The body must be a JSON object.");
        assertRefused(post("Bearer sesame", GOOD + GOOD), 400, "The body must be a JSON object.");
        assertRefused(
                post("Bearer sesame", GOOD.replace("+47", "0047")),
                400,
                "to must be a phone number with + and country code.");
        assertRefused(
                post("Bearer sesame", GOOD.replace("\"to\"", "\"To\"")),
                400,
                "The body may have the members to, from and text, and no other.");
        assertRefused(
                post("Bearer sesame", "{\"to\":\"+4799990005\",\"from\":\"MyShop\"}"),
                400,
                "text is missing, or is no text.");
        assertRefused(
                post("Bearer sesame", GOOD.replace("MyShop", "MyShopAndYours")),
                400,
                "from must be a phone number with + and country code, or a name of 1 to 11 characters.");
        assertRefused(
                post("Bearer sesame", GOOD.replace("Er", "x".repeat(2000))),
                400,
                "text must have 1 to 1530 characters, and has 2013.");
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatThePlatformRefusesIsToldApartFromWhatItDoesNotKnow() throws Exception {
        Faults faults = recipe.platform.faults();
        faults.doNotSendSms(1, SendStatus.SEND_STATUS_REJECT);
        assertRefused(post("Bearer sesame", GOOD), 422, "The platform does not send this SMS (SEND_STATUS_REJECT).");
        faults.doNotSendSms(1, SendStatus.SEND_STATUS_UNSPECIFIED);
        assertRefused(post("Bearer sesame", GOOD), 503, "The platform could not send the SMS now.");
        faults.refuseSms(1, Status.NOT_FOUND);
        assertRefused(post("Bearer sesame", GOOD), 422, "The platform does not send this SMS (NOT_FOUND).");
        faults.refuseSms(1, Status.PERMISSION_DENIED);
        assertRefused(
                post("Bearer sesame", GOOD),
                502,
                "The platform does not let this program send SMS (PERMISSION_DENIED).");
        faults.refuseSms(1, Status.UNAVAILABLE);
        assertRefused(
                post("Bearer sesame", GOOD),
                503,
                "The platform did not answer: it is not known whether the SMS was sent.");
        assertThat(sent()).isEmpty();

        assertThat(post("Bearer sesame", GOOD).statusCode()).isEqualTo(202);
    }

    @Test
    void aPlatformThatIsAwayIsNotTakenForOneThatHasSent() throws Exception {
        recipe.platform.close();

        assertRefused(
                post("Bearer sesame", GOOD),
                503,
                "The platform did not answer: it is not known whether the SMS was sent.");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + sentence + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> post(String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sms"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<SmsEvent> sent() {
        return recipe.platform.acks().stream()
                .filter(ack -> ack.event().hasSmsEvent())
                .map(ack -> ack.event().getSmsEvent())
                .toList();
    }
}
