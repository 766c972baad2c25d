package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.Machine;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the management port tells, and to whom. */
@Execution(ExecutionMode.CONCURRENT)
class ManagementIT extends WithRig {

    /** The first line of the answer to a request whose Host header the client of this JVM would not send. */
    private static String withHost(String url, String host) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET /observe/dead-letters HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The value of the only series of a metric. */
    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce((a, b) -> {
                    throw new AssertionError("more than one series of " + name);
                })
                .orElseThrow();
    }

    @Test
    void healthFollowsTheStreamAndMetricsCountIt() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);
        rig.await(() ->
                assertThat(management.get("/observe/health/ready").statusCode()).isEqualTo(200));
        rig.emit(5, 5);
        rig.awaitAllAcked();
        // The platform counts an ack before its answer has arrived here.
        rig.await(() -> assertThat(management.get("/observe/metrics").body())
                .containsPattern("wgtwo_events_succeeded_total\\{[^}]*} 5\\.0"));

        String metrics = management.get("/observe/metrics").body();
        assertThat(metrics)
                .contains("wgtwo_dead_letters 0.0", "jvm_memory_used_bytes", "camel_exchanges")
                .containsPattern("wgtwo_info\\{version=\"[0-9][^\"]*\"} 1")
                .containsPattern("wgtwo_events_succeeded_total\\{[^}]*route=\"events\"[^}]*} 5\\.0")
                .containsPattern("wgtwo_event_ack_seconds_count\\{[^}]*} 5\\b")
                .containsPattern("wgtwo_stream_up\\{[^}]*stream=\"events[^}]*} 1.0")
                .doesNotContain(Rig.subscriber(0));
        // On a slow machine some are delivered again before they are acknowledged.
        assertThat(value(metrics, "wgtwo_events_received_total") - value(metrics, "wgtwo_events_redelivered_total"))
                .isEqualTo(5);
        assertThat(management.post("/observe/reconcile-consents")).isEqualTo(403);
        assertThat(management.post("/observe/reconcile-consents", "X-Requested-By", "operator"))
                .isEqualTo(200);
        assertThat(app.lines("Consents reconciled: 0 dead letters")).hasSize(1);

        rig.platform.faults().refuseSubscribes(1000, Status.PERMISSION_DENIED);
        rig.platform.faults().endStreams();
        rig.await(() -> assertThat(management.get("/observe/health/ready"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains("lacks a right", "(configuration)")));
        assertThat(management.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(management.get("/observe/metrics").body()).containsPattern("wgtwo_stream_refused\\{[^}]*} 1.0");
    }

    @Test
    void requestsThatNoOperatorMadeAreRefused() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        Management management = Management.of(app);
        String replay = "/observe/dead-letters/all/replay";

        assertThat(management.post(replay)).isEqualTo(403);
        assertThat(management.post(replay, "X-Requested-By", "me", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(management.post(replay, "X-Requested-By", "me")).isEqualTo(200);
        // As a page asks whose name its owner lets point to this machine.
        assertThat(withHost(management.url(replay), "evil.example")).startsWith("HTTP/1.1 403");
        assertThat(withHost(management.url(replay), "localhost")).startsWith("HTTP/1.1 200");
    }

    @Test
    void withATokenAllButTheProbesNeedItAndAnExchangedOneCountsAtOnce() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "t0ken-of-operator\n");
        AppProcess app = rig.app()
                .with("management.address", "127.0.0.1:0")
                .environment("MANAGEMENT_TOKEN", "{{file:" + token + "}}")
                .start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);

        assertThat(management.get("/observe/dead-letters").statusCode()).isEqualTo(401);
        assertThat(management.get("/observe/metrics").statusCode()).isEqualTo(401);
        assertThat(management.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(replay(management, "t0ken-of-operator")).isEqualTo(200);

        Files.writeString(token, "another-t0ken\n");
        assertThat(replay(management, "t0ken-of-operator")).isEqualTo(401);
        assertThat(replay(management, "another-t0ken")).isEqualTo(200);
        // A mistake does not lock the operator out.
        Files.delete(token);
        assertThat(replay(management, "another-t0ken")).isEqualTo(200);
        app.awaitLog(
                "management.token was exchanged, but cannot be used; the former value stays in use: There is no file");
        assertThat(app.log()).doesNotContain("t0ken-of-operator", "another-t0ken");
    }

    private static int replay(Management management, String token) throws Exception {
        return management.post(
                "/observe/dead-letters/all/replay", "X-Requested-By", "me", "Authorization", "Bearer " + token);
    }

    @Test
    void whereOtherMachinesReachItAnEmptiedTokenOpensNothing() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "t0ken-of-operator");
        int port = Machine.freePort();
        AppProcess app = rig.app()
                .with("management.address", "0.0.0.0:" + port)
                .environment("MANAGEMENT_TOKEN", "{{file:" + token + "}}")
                .start();
        app.awaitLog("Management port:");
        Management management = Management.at("http://127.0.0.1:" + port);
        assertThat(replay(management, "t0ken-of-operator")).isEqualTo(200);

        Files.writeString(token, "");

        assertThat(management.get("/observe/metrics").statusCode()).isEqualTo(401);
        assertThat(replay(management, "")).isEqualTo(401);
        assertThat(management.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theStartIsMeasuredFromTheBeginningOfThisJava() throws Exception {
        long begun = System.nanoTime();
        // A process that was a shell for some seconds.
        AppProcess app =
                rig.app().under("sh", "-c", "sleep 2; exec \"$@\"", "sh").start();
        app.awaitLog(" routes in ");
        double all = (System.nanoTime() - begun) / 1e9;

        String told = app.lines(" routes in ").get(0).replaceAll(".* routes in ([0-9.]+) s;.*", "$1");
        assertThat(Double.parseDouble(told)).isPositive().isLessThan(all - 1.9);
    }

    @Test
    void aPortThatCannotBeOpenedIsToldInOneSentenceAndTheStreamGoesOn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AppProcess app = rig.app()
                    .with("management.address", "127.0.0.1:" + taken.getLocalPort())
                    .start();
            AppProcess open = rig.app().with("management.address", "0.0.0.0:0").start();
            rig.awaitStreaming(app);
            rig.awaitStreaming(open);
            app.awaitLog("The management port is not opened");
            open.awaitLog("The management port is not opened");
            rig.emit(2, 2);
            rig.assertGuarantees();

            assertThat(app.lines("ERROR")).singleElement().asString().contains("cannot be used");
            assertThat(open.lines("ERROR")).singleElement().asString().contains("management.token is empty");
            assertThat(app.log()).doesNotContain("\tat ");
        }
    }
}
