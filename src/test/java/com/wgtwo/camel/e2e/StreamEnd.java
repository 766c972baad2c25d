package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What every end of a stream has in common: the events around it, and how the program takes it. */
final class StreamEnd {

    private static final Duration CALM = Duration.ofSeconds(6);

    private final Rig rig;
    private final AppProcess app;

    StreamEnd(Rig rig) throws Exception {
        this(rig, rig.patient().start());
        rig.awaitStreaming(app);
    }

    /**
     * With a process that streams already. Waits until it has done so for as long as makes it forget what failed before: the
     * faults here begin with the shortest wait, and no event is held for longer than a try may take.
     */
    StreamEnd(Rig rig, AppProcess app) {
        this.rig = rig;
        this.app = app;
        Rig.waiting().during(CALM).until(() -> rig.platform.faults().openStreams() == 1);
    }

    Rig rig() {
        return rig;
    }

    AppProcess app() {
        return app;
    }

    /** A fault, or its end. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** A fault that is over at once. */
    String isSurvived(Step fault) throws Exception {
        return isSurvived(fault, () -> {});
    }

    /**
     * Makes a fault while events are in work. One of them is done before the fault is over, the others after the platform
     * has delivered them again. Then checks the guarantees.
     *
     * @return the one sentence the log has about it, or nothing when it had no need to say anything
     */
    String isSurvived(Step fault, Step end) throws Exception {
        int before = ends().size();
        long calls = rig.platform.faults().subscribeCalls();
        rig.web.hold();
        List<Sent> working =
                rig.emit(Rig.subscriber(1), Rig.subscriber(2), Rig.subscriber(1), Rig.subscriber(3), Rig.subscriber(4));
        rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(4));

        fault.run();
        rig.emit(Rig.subscriber(1), Rig.subscriber(4));
        rig.web.letGo(working.get(1).id());
        end.run();
        rig.await(() -> assertThat(rig.platform.faults().openStreams()).isEqualTo(1));
        rig.await(() -> assertThat(redelivered()).containsAll(Rig.ids(working.subList(2, 5))));
        rig.web.letGo();
        rig.emit(Rig.subscriber(2), Rig.subscriber(5));

        rig.assertGuarantees();
        long after = rig.platform.faults().subscribeCalls();
        assertThat(after - calls).as("attempts to subscribe").isBetween(1L, 4L);
        Rig.waiting()
                .during(CALM)
                .until(() -> rig.platform.faults().openStreams() == 1
                        && rig.platform.faults().subscribeCalls() == after);
        List<String> said = ends();
        assertThat(said.size() - before).as("sentences about it: %s", said).isBetween(0, 6);
        assertThat(app.log()).doesNotContain("private text", "Exception\n", "\tat ");
        return said.size() == before ? "" : said.get(before);
    }

    private Set<String> redelivered() {
        return rig.platform.pendingAcks().stream()
                .filter(pending -> pending.attempts() > 1 && !pending.waiting())
                .map(pending -> Outcome.id(pending.event()))
                .collect(Collectors.toSet());
    }

    private List<String> ends() {
        return app.log()
                .lines()
                .filter(line -> line.contains("tried again in") || line.contains("opened again in"))
                .toList();
    }
}
