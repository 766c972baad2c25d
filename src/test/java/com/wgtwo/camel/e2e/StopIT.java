package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM in every state: exit 0, what was begun is finished and acknowledged, the rest stays with the platform. */
@Execution(ExecutionMode.CONCURRENT)
class StopIT extends WithRig {

    private void endsWithin(AppProcess app, Duration limit) throws Exception {
        Instant asked = Instant.now();
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(limit);
        assertThat(app.log()).endsWith("Stopped.\n");
    }

    @Test
    void underLoadNothingIsLostAndNothingRepeated() throws Exception {
        rig.web.delay(id -> Duration.ofMillis(20));
        AppProcess app = rig.started();
        rig.emit(400, 40);
        rig.await(() -> assertThat(rig.web.posts()).hasSizeGreaterThan(50));

        endsWithin(app, Duration.ofSeconds(20));

        assertThat(rig.web.posts().size()).as("it was busy").isLessThan(400);
        assertThat(Outcome.acked(rig.platform).keySet())
                .as("all that was done is acknowledged")
                .isEqualTo(rig.accepted().keySet());
        app.start();
        rig.assertGuarantees();
    }

    @Test
    void whileItConnectsItEndsAtOnce() throws Exception {
        // Accepts connections and says nothing.
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AppProcess app = rig.app()
                    .with("wgtwo.target", "127.0.0.1:" + mute.getLocalPort())
                    .start();
            app.awaitLog("started");

            endsWithin(app, Duration.ofSeconds(10));
        }
    }

    @Test
    void whileItWaitsToTryAgainItEndsAtOnce() throws Exception {
        rig.platform.faults().stopServer();
        AppProcess app = rig.app().start();
        app.awaitLog("tried again in");

        endsWithin(app, Duration.ofSeconds(10));
    }

    @Test
    void whileADownstreamHangsItEndsInTimeAndTheRestComesToTheNext() throws Exception {
        AppProcess app = rig.app()
                .with("camel.main.shutdown-timeout", 3)
                .with("delivery.try-timeout", "3s")
                .start();
        rig.awaitStreaming(app);
        rig.web.hold();
        rig.emit(20, 20);
        rig.await(() -> assertThat(rig.web.waiting()).isGreaterThanOrEqualTo(20));

        endsWithin(app, Duration.ofSeconds(20));

        assertThat(rig.platform.ackCounts().acked()).isZero();
        rig.web.letGo();
        rig.await(() -> assertThat(rig.web.waiting()).isZero());
        rig.started();
        rig.awaitAllAcked();
        rig.assertAckedAfterDone();
    }

    @Test
    void anEditIsNotTakenLiveWhileItDrains() throws Exception {
        AppProcess app = rig.app()
                .with("camel.main.shutdown-timeout", 5)
                .with("delivery.try-timeout", "5s")
                .start();
        rig.awaitStreaming(app);
        rig.web.hold();
        rig.emit(1, 1);
        rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(1));
        app.sigterm();
        app.awaitLog("takes no more events");
        Files.writeString(
                app.folder().resolve("routes/one-more.camel.yaml"),
                "- route: {id: one-more, from: {uri: 'direct:one-more', steps: [{log: hello}]}}\n");

        assertThat(app.awaitExit()).isZero();

        assertThat(app.log()).doesNotContain("is live", "edit").endsWith("Stopped.\n");
        rig.web.letGo();
    }
}
