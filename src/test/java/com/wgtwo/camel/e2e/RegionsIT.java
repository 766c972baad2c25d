package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two regions at once, with one token source. */
@Execution(ExecutionMode.CONCURRENT)
class RegionsIT {

    @TempDir
    Path folder;

    @Test
    void aRegionThatDiesDoesNotTouchTheOtherAndComesBack() throws Exception {
        try (Rig rig = new Rig(folder);
                Sandbox oregon = Sandbox.builder()
                        .tls(rig.tls.certificate().toFile(), rig.tls.key().toFile())
                        .requireToken(true)
                        .tokensOf(rig.platform)
                        .start()) {
            AppProcess app = rig.app()
                    .with("wgtwo.target", "")
                    .with("wgtwo.regions", "dublin,oregon")
                    .with("wgtwo.region.dublin.target", rig.platform.target())
                    .with("wgtwo.region.oregon.target", oregon.target())
                    .start();
            rig.await(() -> assertThat(app.lines("streaming"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("Stream dublin:events@"))
                    .anyMatch(line -> line.contains("Stream oregon:events@")));
            assertThat(rig.platform.tokensIssued()).as("one token for both").isEqualTo(1);
            Sent there = Sent.sms(Rig.subscriber(9));
            oregon.emit(there.event());
            rig.emit(3, 3);
            rig.awaitAllAcked();
            rig.await(() -> assertThat(oregon.ackCounts().acked()).isEqualTo(1));

            oregon.faults().stopServer();
            app.awaitLog("Stream oregon:events");
            rig.emit(20, 5);
            rig.awaitAllAcked();
            assertThat(app.lines("Stream dublin:")).as("nothing happened to it").hasSize(1);
            assertThat(rig.platform.faults().subscribeCalls()).isEqualTo(1);

            Sent later = Sent.sms(Rig.subscriber(9));
            oregon.emit(later.event());
            oregon.faults().startServer();
            rig.await(() -> assertThat(oregon.ackCounts().acked()).isEqualTo(2));
            assertThat(rig.accepted().keySet()).containsAll(List.of(there.id(), later.id()));
        }
    }
}
