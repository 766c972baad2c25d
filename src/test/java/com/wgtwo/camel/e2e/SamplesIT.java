package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each project of samples/ starts with the packaged library by the command that its first lines name, and acknowledges. */
@Timeout(400)
@Execution(ExecutionMode.CONCURRENT)
class SamplesIT {
    /** Maven, a compiler and a program, on a machine that has other things to do too. */
    private static final Duration START = Duration.ofSeconds(240);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    Path folder;

    private SampleProjects samples;

    private Sandbox sandbox =
            Sandbox.builder().requireToken(true).oauthClient("me", "mine").start();

    @BeforeEach
    void layOut() throws IOException {
        samples = new SampleProjects(folder);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aBareCamelContext() throws Exception {
        open();
        try (SampleProjects.Run run = samples.run(
                "plain", "compile", "exec:java", "-Dwgtwo.target=" + sandbox.target(), "-Dwgtwo.plaintext=true")) {
            String id = emitted(run);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(run.log())
                            .contains("SMS " + id + " at ", "acknowledged " + id)
                            .doesNotContain("private text"));
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void springBoot() throws Exception {
        try (SampleProjects.Run run = samples.run(
                "spring-boot",
                "org.springframework.boot:spring-boot-maven-plugin:3.5.7:run",
                "-Dspring-boot.run.arguments=--server.port=0 --camel.component.wgtwo.target=" + sandbox.target()
                        + " --camel.component.wgtwo.plaintext=true --camel.oauth.product.client-id=me"
                        + " --camel.oauth.product.client-secret=mine --camel.oauth.product.token-endpoint="
                        + sandbox.tokenEndpoint())) {
            String id = emitted(run);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(run.log()).contains("acknowledged " + id));
            String actuator = "http://127.0.0.1:"
                    + PORT.matcher(run.log())
                            .results()
                            .findFirst()
                            .map(found -> found.group(1))
                            .orElseThrow()
                    + "/actuator/";
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(actuator + "health/readiness"))
                            .startsWith("{\"status\":\"UP\"")
                            .contains("\"consumer:sms\":\"UP\"", "\"events/SMS_EVENT.state\":\"STREAMING\""));
            assertThat(get(actuator + "prometheus"))
                    .contains(
                            "wgtwo_acks_total{region=\"\",route=\"sms\",stream=\"events/SMS_EVENT\"} 1.0",
                            "wgtwo_event_ack_seconds_count{");
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void camelJBangWithAKamelet() throws Exception {
        open();
        try (SampleProjects.Run run = samples.run(
                "jbang",
                "compile",
                "exec:exec",
                "-Dcamel.options=--max-messages=1 --prop=wgtwo.target=" + sandbox.target())) {
            String id = emitted(run);

            await().atMost(PATIENCE).until(() -> !run.isAlive());
            assertThat(run.log()).contains("SMS event " + id, "Apache Camel (JBang) 4.17.0 shutdown");
        }
    }

    /** In the place of the sandbox that wants a token. */
    private void open() {
        sandbox.close();
        sandbox = Sandbox.builder().start();
    }

    /** @return the id of an event that was emitted to the sample and acknowledged by it */
    private String emitted(SampleProjects.Run run) {
        try {
            await().atMost(START).until(() -> {
                assertThat(run.isAlive()).as(run.log()).isTrue();
                return sandbox.faults().openStreams() > 0;
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no stream was opened; the sample said: " + run.log(), e);
        }
        Sent sent = Sent.sms(Rig.subscriber(1));
        sandbox.emit(sent.event());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Outcome.acked(sandbox)).as(run.log()).containsKey(sent.id()));
        return sent.id();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
