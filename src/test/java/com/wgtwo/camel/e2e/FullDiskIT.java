package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A database file that cannot grow. The kernel's limit of the size of a process's files stands for the full disk: each write
 * behind it fails, as it does on a full disk, and the limit can be set and lifted while the process runs.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is a tool of Linux")
@Execution(ExecutionMode.CONCURRENT)
class FullDiskIT extends WithRig {

    private static void limitFiles(AppProcess app, String bytes) throws IOException, InterruptedException {
        Process limited = new ProcessBuilder("prlimit", "--pid", Long.toString(app.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(limited.waitFor()).isZero();
    }

    @Test
    void whileNothingCanBeWrittenNothingIsAcknowledgedUnkeptAndAfterwardsAllGoesOn() throws Exception {
        AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);
        rig.emit(5, 5);
        rig.awaitAllAcked();
        Path database = app.folder().resolve("data/wgtwo.mv.db");
        limitFiles(app, Long.toString(Files.size(database)));

        List<Sent> refused = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            refused.add(Sent.sms(Rig.subscriber(i), Instant.now(), "x".repeat(300_000)));
        }
        rig.web.answer(id -> Rig.ids(refused).contains(id) ? 400 : 204);
        refused.forEach(rig::emit);
        app.awaitLog("could not be kept as a dead letter");
        List<Sent> others = rig.emit(Rig.subscriber(20), Rig.subscriber(21), Rig.subscriber(22));
        rig.await(() -> assertThat(Outcome.acked(rig.platform).keySet()).containsAll(Rig.ids(others)));
        // Again, when the platform has sent them again.
        rig.await(() ->
                assertThat(app.lines("could not be kept as a dead letter")).hasSizeGreaterThan(2 * refused.size()));

        // H2 itself, whose states these are, has noticed nothing.
        assertThat(app.log())
                .contains("perhaps its disk is full (SQL state 53100)")
                .doesNotContain("SQL state HY", "SQL state 9");
        assertThat(Outcome.acked(rig.platform).keySet()).doesNotContainAnyElementsOf(Rig.ids(refused));
        assertThat(management.get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(management.get("/observe/health/live").statusCode()).isEqualTo(200);

        limitFiles(app, "unlimited");

        rig.awaitAllAcked();
        rig.assertAckedAfterDone();
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactlyInAnyOrderElementsOf(Rig.ids(refused));
        assertThat(app.log()).doesNotContain("\tat ");
    }

    @Test
    void aFullDiskAtTheStartEndsTheProgramWithAReason() throws Exception {
        AppProcess app = rig.app().under("prlimit", "--fsize=100000").start();

        assertThat(app.awaitExit()).isEqualTo(1);
        assertThat(app.lines("Not started: "))
                .singleElement()
                .asString()
                .contains("jdbc:h2:file:./data/wgtwo cannot be written, perhaps its disk is full.");
        assertThat(app.log()).doesNotContain("\tat ");
    }
}
