package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Several instances on one queue of the platform. The receiver answers late, so that an instance is bound by its window, and
 * not by the machine it shares with the others here. {@code -Dinstances.pace=true} measures their pace too.
 */
class InstancesIT extends WithRig {
    private static final int WINDOW = 10;
    private static final Duration ANSWER_AFTER = Duration.ofMillis(200);

    /** So late that the machine's other work does not show. */
    private static final Duration ANSWER_LATE = Duration.ofSeconds(1);

    /** What the window and the late receiver leave for one instance, per second. */
    private static final int MOST = WINDOW;

    private static final int SECONDS = 12;

    private int subscribers;

    /** How many events are with the receiver at once is what a late answer makes of the pace, on whatever machine. */
    @Test
    void eachFurtherInstanceAddsItsWindowAndAKilledOneLosesNothing() throws Exception {
        List<AppProcess> instances = new ArrayList<>();
        for (int count = 1; count <= 3; count++) {
            instances.add(started());
            rig.web.hold();
            emit(4 * WINDOW);
            int most = count * WINDOW;
            rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(most));
            rig.web.letGo();
            rig.awaitAllAcked();
        }
        assertThat(rig.accepted().values()).as("each once").containsOnly(1);

        int posts = rig.web.posts().size();
        rig.web.delay(id -> ANSWER_AFTER);
        emit(20 * WINDOW);
        rig.await(() -> assertThat(rig.web.posts().size()).isGreaterThan(posts + 3 * WINDOW));
        instances.get(0).kill();
        rig.awaitAllAcked();

        Map<String, Integer> accepted = rig.accepted();
        assertThat(accepted.keySet()).isEqualTo(Rig.ids(rig.emitted()));
        assertThat(rig.web.posts().size() - rig.emitted().size())
                .as("repeated, at most what the killed one had under way")
                .isBetween(0, WINDOW);
        rig.assertAckedAfterDone();
    }

    @Test
    @EnabledIfSystemProperty(named = "instances.pace", matches = "true")
    void twoInstancesAreAlmostTwiceAsFastAsOne() throws Exception {
        rig.web.delay(id -> ANSWER_LATE);
        List<Double> pace = new ArrayList<>();
        for (int count = 1; count <= 3; count++) {
            started();
            pace.add(pace(count * MOST * SECONDS));
        }
        System.out.printf(
                "instances: %.1f, %.1f and %.1f events/s with one, two and three of at most %d events/s each%n",
                pace.get(0), pace.get(1), pace.get(2), MOST);
        assertThat(pace.get(1) / pace.get(0)).as("two to one").isGreaterThanOrEqualTo(1.8);
        assertThat(pace.get(2) / pace.get(0)).as("three to one").isGreaterThanOrEqualTo(2.5);
        assertThat(rig.accepted().values()).as("each once").containsOnly(1);
    }

    private AppProcess started() throws IOException {
        AppProcess instance = rig.patient().with("wgtwo.max-in-flight", WINDOW).start();
        rig.awaitStreaming(instance);
        return instance;
    }

    /** Events acknowledged per second, in the middle half of so many. */
    private double pace(int count) {
        List<Sent> events = emit(count);
        rig.awaitAllAcked();
        Map<String, Instant> acked = Outcome.acked(rig.platform);
        Set<String> ids = Rig.ids(events);
        List<Instant> times = acked.entrySet().stream()
                .filter(ack -> ids.contains(ack.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        Instant from = times.get(count / 4);
        Instant to = times.get(3 * count / 4);
        return 1000.0 * count / 2 / Duration.between(from, to).toMillis();
    }

    /** An event of each of so many subscribers: the platform keeps no order across the members of a queue. */
    private List<Sent> emit(int count) {
        List<Sent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(rig.emit(Sent.sms(Rig.subscriber(subscribers++))));
        }
        return events;
    }
}
