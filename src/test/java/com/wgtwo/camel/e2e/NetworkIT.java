package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.Tls;
import com.wgtwo.camel.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A network that swallows everything, a server that is away, a name that moves. */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class NetworkIT {

    @TempDir
    Path folder;

    @Test
    void aBlackHoleIsNoticedByKeepAliveAlone() throws Exception {
        try (Rig rig = new Rig(folder);
                Wire wire = new Wire(rig.platform.grpcPort())) {
            AppProcess app = rig.app().with("wgtwo.target", wire.address()).start();
            rig.awaitStreaming(app);
            rig.emit(5, 5);
            rig.awaitAllAcked();

            wire.swallow();
            Instant silent = Instant.now();
            rig.emit(5, 5);
            app.awaitLog("tried again in", Duration.ofSeconds(100));

            // 66 s of silence until a ping is sent, 10 s for its answer.
            assertThat(Duration.between(silent, Instant.now())).isLessThan(Duration.ofSeconds(90));
            assertThat(app.lines("tried again in")).singleElement().asString().contains("WARN", "cannot be reached");
            // The platform notices by itself too, in its own time; until then it sends events into the hole.
            wire.cut();
            rig.assertGuarantees();
            assertThat(rig.platform.faults().subscribeCalls()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        try (Rig rig = new Rig(folder)) {
            rig.platform.faults().stopServer();
            AppProcess app = rig.app().start();
            app.awaitLog("tried again in");
            rig.emit(5, 5);
            assertThat(app.lines("tried again in").get(0)).contains("WARN", "cannot be reached", "Connection refused");

            rig.platform.faults().startServer();

            rig.assertGuarantees();
        }
    }

    @Test
    void aNameThatComesBackWithAnotherAddressIsFollowed() throws Exception {
        try (Rig rig =
                new Rig(folder, builder -> builder.bindAddress("127.0.0.2").requireToken(false))) {
            Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.2 " + Tls.NAME + "\n");
            AppProcess app = rig.anonymous()
                    .jvm("-Djdk.net.hosts.file=" + hosts)
                    .jvm("-Dsun.net.inetaddr.ttl=1")
                    .with("wgtwo.target", Tls.NAME + ":" + rig.platform.grpcPort())
                    .start();
            rig.awaitStreaming(app);
            rig.emit(3, 3);
            rig.assertGuarantees();

            try (Sandbox elsewhere = Sandbox.builder()
                    .bindAddress("127.0.0.3")
                    .grpcPort(rig.platform.grpcPort())
                    .tls(rig.tls.certificate().toFile(), rig.tls.key().toFile())
                    .start()) {
                Sent event = Sent.sms(Rig.subscriber(9));
                elsewhere.emit(event.event());
                Files.writeString(hosts, "127.0.0.3 " + Tls.NAME + "\n");
                rig.platform.faults().stopServer();

                rig.await(() -> assertThat(rig.accepted()).containsEntry(event.id(), 1));
            }
        }
    }
}
