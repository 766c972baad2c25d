package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.Dispatcher.Offered;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is counted, and of which subscription. */
class FiguresTest {
    private static final String ANNA = "+4799900001";

    private final ManualTime time = new ManualTime();
    private final Deliveries sms = new Deliveries(time, 10);
    private final Deliveries calls = new Deliveries(time, 10);
    private final Dispatcher dispatcher = new Dispatcher(Ordering.SUBSCRIBER, Duration.ofSeconds(30), time);

    private InFlight run(Offered offered) {
        InFlight event = Objects.requireNonNull(offered.event());
        dispatcher.start(event);
        return event;
    }

    @Test
    void eachSubscriptionHasItsOwnAndTogetherTheyAreAll() {
        InFlight running = run(dispatcher.offer(sms.of(1, ANNA)));
        dispatcher.offer(calls.of(2, ANNA));
        time.advance(Duration.ofSeconds(2));

        assertThat(dispatcher.figures(sms.origin())).satisfies(figures -> {
            assertThat(figures.received()).isEqualTo(1);
            assertThat(figures.inFlight()).isEqualTo(1);
            assertThat(figures.queued()).isZero();
            assertThat(figures.oldestAge()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(dispatcher.figures(calls.origin()).queued()).isEqualTo(1);

        dispatcher.complete(running);

        assertThat(dispatcher.figures(sms.origin()).failed()).isEqualTo(1);
        assertThat(dispatcher.figures(sms.origin()).owed()).isEqualTo(1);
        assertThat(dispatcher.figures(calls.origin()).setAside()).isEqualTo(1);
        assertThat(dispatcher.figures(calls.origin()).owed()).isEqualTo(1);
        assertThat(dispatcher.figures().received()).isEqualTo(2);
        assertThat(dispatcher.figures().owed()).isEqualTo(2);
    }

    @Test
    void durationsCountFromTheArrivalAndOnlyTrueAcksCount() {
        InFlight event = run(dispatcher.offer(sms.of(1, ANNA)));
        time.advance(Duration.ofMillis(200));
        dispatcher.startAck(event);
        dispatcher.complete(event);
        time.advance(Duration.ofMillis(100));
        dispatcher.ackAnswered(event, true);
        // A delivery of what is done is acknowledged again, which says nothing of how long work takes.
        InFlight again =
                Objects.requireNonNull(dispatcher.offer(sms.of(1, ANNA)).event());
        dispatcher.startAck(again);
        dispatcher.ackAnswered(again, true);

        Figures figures = dispatcher.figures(sms.origin());
        assertThat(figures.worked().count()).isEqualTo(1);
        assertThat(figures.worked().seconds()).isEqualTo(0.2);
        assertThat(figures.acknowledged().count()).isEqualTo(1);
        assertThat(figures.acknowledged().seconds()).isEqualTo(0.3);
        assertThat(figures.acknowledged().counts().get(Durations.BOUNDS.indexOf(0.5)))
                .isEqualTo(1);
        assertThat(figures.acked()).isEqualTo(2);
    }

    @Test
    void whatIsGivenUpCounts() {
        InFlight event = run(dispatcher.offer(sms.of(1, ANNA)));

        dispatcher.givenUp(event);

        assertThat(dispatcher.figures(sms.origin()).givenUp()).isEqualTo(1);
        assertThat(dispatcher.figures().givenUp()).isEqualTo(1);
    }
}
