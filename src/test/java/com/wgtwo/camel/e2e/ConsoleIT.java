package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The console page, as a browser reads it. */
@Execution(ExecutionMode.CONCURRENT)
class ConsoleIT {

    private static final String ANNA = Rig.subscriber(1);
    private static final int MOST_PAGES = 16;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private int send(String method, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void anOpenPageIsToldOfEventsAndDeadLettersAndReplaysThemAndShowsNothingPrivate() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);
        OpenPage page = new OpenPage(management);
        rig.await(() -> assertThat(page.told()).startsWith("data: {").contains("\"state\":\"STREAMING\""));

        rig.web.answer(id -> 400);
        Sent refused = rig.emit(Sent.sms(ANNA));
        rig.awaitAllAcked();
        rig.web.answer(id -> 204);
        Sent delivered = rig.emit(Sent.call(Rig.subscriber(2)));
        rig.awaitAllAcked();

        rig.await(() -> assertThat(page.told())
                .contains(refused.id(), "\"outcome\":\"dead letter\"", "HTTP 400", "\"routes\":[\"sms\"")
                .contains(delivered.id(), "\"outcome\":\"acknowledged\"", "\"target\":\"" + rig.web.url("") + "\"")
                .contains("\"deadLettered\":1", "\"deadLetters\":1", "*********01", "\"source\":\"events.camel.yaml"));

        String letter = management.url("/observe/dead-letters/" + refused.id());
        assertThat(send("POST", letter + "/replay")).isEqualTo(403);
        assertThat(send("POST", letter + "/replay", "X-Requested-By", "console", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(send(
                        "POST",
                        letter + "/replay",
                        "X-Requested-By",
                        "console",
                        "Origin",
                        management.url("").toString()))
                .isEqualTo(200);
        rig.await(() -> assertThat(page.told()).contains("\"deadLetters\":0"));
        assertThat(page.told()).doesNotContain(ANNA, "private text", Rig.subscriber(2), "/sms\"");

        // An open page does not hold up the end.
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        page.awaitEnd();
        assertThat(app.lines("ERROR")).isEmpty();
    }

    @Test
    void thePageRunsNothingFromElsewhereAndHasAllItNeeds() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        Management management = Management.of(app);

        HttpResponse<String> page = management.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "frame-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .contains("<script src=\"/console.js\" defer></script>")
                .doesNotContain("http://", "https://", " style=", " onclick=");
        assertThat(management.get("/console").body()).isEqualTo(page.body());
        assertThat(management.get("/console.js").body()).contains("textContent").doesNotContain("innerHTML");
        assertThat(management.get("/console.css").body()).contains("prefers-color-scheme");
    }

    @Test
    void withATokenThePageIsEmptyUntilItIsGiven() throws Exception {
        AppProcess app = rig.app()
                .with("management.address", "127.0.0.1:0")
                .environment("MANAGEMENT_TOKEN", "t0ken-of-operator")
                .start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);

        assertThat(management.get("/").statusCode()).isEqualTo(200);
        assertThat(management.get("/console.js").statusCode()).isEqualTo(200);
        assertThat(management.get(OpenPage.STREAM).statusCode()).isEqualTo(401);
        assertThat(management.get(OpenPage.STREAM + "?token=t0ken-of-operator").statusCode())
                .isEqualTo(401);
        OpenPage page = new OpenPage(management, "Authorization", "Bearer t0ken-of-operator");
        rig.await(() -> assertThat(page.told()).contains("\"streams\":[{"));
        assertThat(page.told()).doesNotContain("t0ken-of-operator");
    }

    @Test
    void oneMorePageThanCanBeOpenIsRefusedAndTheOthersGoOn() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        Management management = Management.of(app);
        List<OpenPage> pages = new ArrayList<>();
        for (int i = 0; i < MOST_PAGES; i++) {
            pages.add(new OpenPage(management));
        }

        HttpResponse<String> oneMore = http.send(
                HttpRequest.newBuilder(URI.create(management.url(OpenPage.STREAM)))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());

        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.body()).contains("16 open pages");
        rig.await(() ->
                assertThat(pages).allSatisfy(page -> assertThat(page.told()).startsWith("data: ")));
    }
}
