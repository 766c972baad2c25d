package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.component.AckMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9, and several instances on one queue. */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT extends WithRig {

    private static final int WINDOW = 20;

    @Test
    void aKilledProcessRepeatsAtMostTheWindowWithTheSameIdsAndLosesNothing() throws Exception {
        rig.web.delay(id -> Duration.ofMillis(20));
        AppProcess app = rig.app().with("wgtwo.max-in-flight", WINDOW).start();
        rig.awaitStreaming(app);
        rig.emit(400, 40);
        int kills = 3;
        for (int i = 1; i <= kills; i++) {
            int busy = i * 80;
            rig.await(() -> assertThat(rig.web.posts()).hasSizeGreaterThan(busy));
            app.kill();
            app.start();
        }

        rig.awaitAllAcked();
        Map<String, Integer> accepted = rig.accepted();
        assertThat(accepted.keySet()).as("each, under its own id").isEqualTo(Rig.ids(rig.emitted()));
        assertThat(accepted.values().stream().mapToInt(times -> times - 1).sum())
                .as("repeated")
                .isLessThanOrEqualTo(kills * WINDOW);
        rig.assertAckedAfterDone();
        rig.assertOrderKept();
    }

    @ParameterizedTest
    @EnumSource(AckMode.class)
    void withTheStoreNothingThatWasDoneIsRepeatedAfterAKill(AckMode mode) throws Exception {
        AppProcess app = rig.app()
                .with("wgtwo.dedupe", "store")
                .with("wgtwo.max-in-flight", WINDOW)
                .with("management.address", "127.0.0.1:0");
        if (mode == AckMode.auto) {
            Path file = app.folder().resolve("routes/events.camel.yaml");
            String steps = Files.readString(file);
            String auto = steps.replace("      parameters:\n", "      parameters:\n        ackMode: auto\n")
                    .replace("        - process:\n            id: ack\n            ref: ack\n", "");
            assertThat(auto).contains("ackMode: auto").doesNotContain("ref: ack");
            Files.writeString(file, auto);
        }
        app.start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);
        // All that is done is acknowledged for nothing, and comes again.
        rig.platform.faults().loseAcks(WINDOW);
        rig.emit(WINDOW, WINDOW);
        rig.await(() -> assertThat(management.get("/observe/metrics").body())
                .containsPattern("wgtwo_acks_total\\{[^}]*route=\"events\"[^}]*} " + WINDOW + "\\.0"));
        app.kill();
        app.start();

        rig.assertGuarantees();
    }

    @Test
    void withTheStoreAKilledProcessRepeatsOnlyWhatItHadNotCommitted() throws Exception {
        rig.web.delay(id -> Duration.ofMillis(20));
        AppProcess app = rig.app()
                .with("wgtwo.dedupe", "store")
                .with("wgtwo.max-in-flight", WINDOW)
                .start();
        rig.awaitStreaming(app);
        rig.emit(300, 30);
        int kills = 2;
        for (int i = 1; i <= kills; i++) {
            int busy = i * 80;
            rig.await(() -> assertThat(rig.web.posts()).hasSizeGreaterThan(busy));
            app.kill();
            app.start();
        }

        rig.awaitAllAcked();
        Map<String, Integer> accepted = rig.accepted();
        int repeated = accepted.values().stream().mapToInt(times -> times - 1).sum();
        System.out.println(
                "With wgtwo.dedupe=store " + kills + " kills of a window of " + WINDOW + " repeated " + repeated);
        assertThat(accepted.keySet()).isEqualTo(Rig.ids(rig.emitted()));
        assertThat(repeated).isLessThanOrEqualTo(kills * WINDOW);
        rig.assertAckedAfterDone();
        rig.assertOrderKept();
    }

    @Test
    void twoInstancesShareAQueueAndTheEventsOfAKilledOneComeToTheOther() throws Exception {
        rig.web.delay(id -> Duration.ofMillis(20));
        AppProcess one = rig.patient().with("wgtwo.max-in-flight", WINDOW).start();
        AppProcess other = rig.patient().with("wgtwo.max-in-flight", WINDOW).start();
        rig.awaitStreaming(one);
        rig.awaitStreaming(other);
        // One event of each subscriber: the platform itself does not keep an order across the members of a queue.
        rig.emit(200, 200);
        rig.await(() -> assertThat(Outcome.acked(rig.platform)).hasSize(200));
        assertThat(rig.accepted().values()).as("each once").containsOnly(1);

        rig.web.hold();
        int before = rig.web.posts().size();
        for (int i = 200; i < 240; i++) {
            rig.emit(Rig.subscriber(i));
        }
        rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(2 * WINDOW));
        one.kill();
        rig.web.letGo();

        rig.awaitAllAcked();
        Map<String, Integer> accepted = rig.accepted();
        assertThat(accepted.keySet()).isEqualTo(Rig.ids(rig.emitted()));
        assertThat(rig.web.posts().size() - before - 40).as("repeated").isLessThanOrEqualTo(WINDOW);
        rig.assertAckedAfterDone();
        other.sigterm();
        assertThat(other.awaitExit()).isZero();
    }
}
