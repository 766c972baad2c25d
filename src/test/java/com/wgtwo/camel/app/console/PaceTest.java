package com.wgtwo.camel.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.Durations;
import com.wgtwo.camel.stream.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    /** @param fast acks that took no longer than 5 ms; {@code slow}: between half a second and one */
    private static Figures figures(long received, long fast, long slow) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(Durations.BOUNDS.size() + 1, 0L));
        counts.set(0, fast);
        counts.set(Durations.BOUNDS.indexOf(1.0), slow);
        Durations acks = new Durations(counts, 0);
        return new Figures(received, 0, 0, 0, 0, 0, 0, 0, 0, 0, fast + slow, 0, acks, acks, 0, 0, 0, Duration.ZERO);
    }

    @Test
    void itIsWhatHappenedBetweenTheLooks() {
        Pace pace = Pace.between(figures(100, 50, 50), figures(120, 59, 51), Duration.ofSeconds(2));

        assertThat(pace.receivedPerSecond()).isEqualTo(10, CLOSE);
        assertThat(pace.ackedPerSecond()).isEqualTo(5, CLOSE);
        assertThat(pace.median()).isEqualTo(0.005 * 5 / 9, CLOSE);
        assertThat(pace.slow()).isEqualTo(0.75, CLOSE);
    }

    @Test
    void withoutAcksThereIsNoLatency() {
        Pace pace = Pace.between(figures(100, 50, 50), figures(101, 50, 50), Duration.ofSeconds(1));

        assertThat(pace.median()).isNaN();
        assertThat(pace.slow()).isNaN();
    }

    @Test
    void aStreamThatWasMadeAnewCountsFromNothing() {
        Pace pace = Pace.between(figures(100, 100, 0), figures(3, 3, 0), Duration.ofSeconds(1));

        assertThat(pace.receivedPerSecond()).isEqualTo(3, CLOSE);
        assertThat(pace.ackedPerSecond()).isEqualTo(3, CLOSE);
    }
}
