package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.Dispatcher.Freed;
import com.wgtwo.camel.stream.Dispatcher.Offered;
import com.wgtwo.camel.stream.Dispatcher.Verdict;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final String ANNA = "+4799990001";
    private static final String BERT = "+4799990002";

    private final ManualTime time = new ManualTime();
    private final Deliveries deliveries = new Deliveries(time, 50);
    private final DoneMemory done = new DoneMemory();
    private final Dispatcher dispatcher = dispatcher(Ordering.SUBSCRIBER);

    private Dispatcher dispatcher(Ordering ordering) {
        return new Dispatcher(ordering, Deliveries.ACK_TIMEOUT, time, done);
    }

    /** Of the engine that takes the place of the one at work. */
    private Dispatcher successor() {
        return dispatcher(Ordering.SUBSCRIBER);
    }

    @Test
    void eventsOfOneSubscriberRunOneAfterAnother() {
        InFlight first = run(deliveries.of(1, ANNA));
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));

        assertThat(second.verdict()).isEqualTo(Verdict.QUEUED);
        succeed(first);
        assertThat(dispatcher.complete(first).next()).isSameAs(second.event());
    }

    @Test
    void eventsOfDifferentSubscribersRunSideBySide() {
        run(deliveries.of(1, ANNA));

        assertThat(dispatcher.offer(deliveries.of(2, BERT)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void withoutOrderingEventsOfOneSubscriberRunSideBySide() {
        Dispatcher unordered = dispatcher(Ordering.NONE);
        unordered.offer(deliveries.of(1, ANNA));

        assertThat(unordered.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void strictOrderHoldsAcrossSubscribers() {
        Dispatcher strict = dispatcher(Ordering.STRICT);
        strict.offer(deliveries.of(1, ANNA));

        assertThat(strict.offer(deliveries.of(2, BERT)).verdict()).isEqualTo(Verdict.QUEUED);
    }

    @Test
    void eventsWithoutSubscriberWaitForNobody() {
        run(deliveries.of(1, null));

        assertThat(dispatcher.offer(deliveries.of(2, null)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void redeliveryOfARunningEventIsFoldedAndItsAckHandleReplaced() {
        InFlight running = run(deliveries.of(1, ANNA));
        Delivery again = deliveries.of(1, ANNA);

        Offered offered = dispatcher.offer(again);

        assertThat(offered.verdict()).isEqualTo(Verdict.FOLDED);
        assertThat(dispatcher.latest(running)).isSameAs(again);
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(49);
    }

    @Test
    void redeliveryOfADoneEventIsAcknowledgedAgainWithoutRunning() {
        InFlight event = run(deliveries.of(1, ANNA));
        dispatcher.startAck(event);
        dispatcher.complete(event);
        dispatcher.ackAnswered(event, false);

        Offered again = dispatcher.offer(deliveries.of(1, ANNA));

        assertThat(again.verdict()).isEqualTo(Verdict.ACK_AGAIN);
        assertThat(dispatcher.figures().ackedAgain()).isEqualTo(1);
    }

    /** The platform keeps the position of a subscription for an hour, and an ack that got lost before that is owed to it. */
    @Test
    void redeliveryOfADoneEventAfterALongOutageIsAcknowledgedAgainWithoutRunning() {
        InFlight event = run(deliveries.of(1, ANNA));
        dispatcher.startAck(event);
        dispatcher.complete(event);
        dispatcher.ackAnswered(event, false);

        time.advance(Duration.ofHours(1));

        assertThat(dispatcher.offer(deliveries.of(1, ANNA)).verdict()).isEqualTo(Verdict.ACK_AGAIN);
    }

    @Test
    void whatIsDeliveredOnlyOnceRunsWhenTheOneBeforeItHasToComeAgain() {
        InFlight first = run(deliveries.of(1, ANNA));
        Offered once = dispatcher.offer(deliveries.withoutAckHandle(2, ANNA));
        dispatcher.offer(deliveries.of(3, ANNA));

        Freed freed = dispatcher.complete(first);

        assertThat(freed.next()).isSameAs(once.event());
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(49);
        assertThat(dispatcher.complete(Objects.requireNonNull(once.event())).next())
                .as("the third waits for the first")
                .isNull();
    }

    @Test
    void aNewStreamRenewsTheExpectationOfItsOwnEventsOnly() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        time.advance(Deliveries.ACK_TIMEOUT);
        dispatcher.expectAgain(new Deliveries(time, 50).origin());
        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(1));

        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void failedEventRunsAgainWithAHigherCount() {
        InFlight first = run(deliveries.of(1, ANNA));
        dispatcher.complete(first);

        InFlight again = run(deliveries.of(1, ANNA));

        assertThat(first.attempt()).isEqualTo(1);
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void afterAFailureNoNewerEventOfTheSubscriberRunsBeforeItCameAgain() {
        InFlight first = run(deliveries.of(1, ANNA));
        dispatcher.offer(deliveries.of(2, ANNA));
        Freed freed = dispatcher.complete(first);
        assertThat(freed.next()).isNull();
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(50);

        Offered third = dispatcher.offer(deliveries.of(3, ANNA));
        assertThat(third.verdict()).isEqualTo(Verdict.QUEUED);
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));
        assertThat(second.verdict()).isEqualTo(Verdict.QUEUED);
        InFlight again = run(deliveries.of(1, ANNA));
        assertThat(dispatcher.offer(deliveries.of(3, ANNA)).verdict()).isEqualTo(Verdict.FOLDED);
        succeed(again);
        assertThat(dispatcher.complete(again).next()).isSameAs(second.event());
        succeed(Objects.requireNonNull(second.event()));
        assertThat(dispatcher.complete(second.event()).next()).isSameAs(third.event());
    }

    /** Otherwise each would come again after an ack timeout, and find newer ones before it that wait for it. */
    @Test
    void whatWaitsForAnEventThatComesAgainRunsRightAfterIt() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));
        Offered third = dispatcher.offer(deliveries.of(3, ANNA));
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(48);

        InFlight again = run(deliveries.of(1, ANNA));
        Offered fourth = dispatcher.offer(deliveries.of(4, ANNA));
        succeed(again);

        assertThat(dispatcher.complete(again).next()).isSameAs(second.event());
        succeed(Objects.requireNonNull(second.event()));
        assertThat(dispatcher.complete(second.event()).next()).isSameAs(third.event());
        succeed(Objects.requireNonNull(third.event()));
        assertThat(dispatcher.complete(third.event()).next()).isSameAs(fourth.event());
    }

    @Test
    void whatWaitsRunsWhenTheEventBeforeItIsGivenUp() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        time.advance(Deliveries.ACK_TIMEOUT.multipliedBy(2).minusSeconds(1));
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));
        assertThat(second.verdict()).isEqualTo(Verdict.QUEUED);
        assertThat(dispatcher.forgetExpired()).isEmpty();

        time.advance(Duration.ofSeconds(2));

        assertThat(dispatcher.forgetExpired())
                .singleElement()
                .satisfies(freed -> assertThat(freed.next()).isSameAs(second.event()));
    }

    @Test
    void whatWaitsIsGivenBackWhenItsTimeIsUp() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        dispatcher.offer(deliveries.of(2, ANNA));
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(49);

        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(1));

        assertThat(dispatcher.forgetExpired())
                .singleElement()
                .satisfies(freed -> assertThat(freed.origins()).containsExactly(deliveries.origin()));
        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(50);
        InFlight again = run(deliveries.of(1, ANNA));
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));
        succeed(again);
        assertThat(dispatcher.complete(again).next()).isSameAs(second.event());
    }

    @Test
    void whatWaitsIsLeftToThePlatformWhenTheIntakeEnds() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        dispatcher.offer(deliveries.of(2, ANNA));

        dispatcher.close();

        assertThat(dispatcher.isIdle()).isTrue();
    }

    @Test
    void aFailureDoesNotHoldUpOtherSubscribers() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));

        assertThat(dispatcher.offer(deliveries.of(2, BERT)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void anEventThatDoesNotComeAgainIsNotWaitedForForEver() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        time.advance(Deliveries.ACK_TIMEOUT.multipliedBy(2).plusSeconds(1));

        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void aNewStreamRenewsTheWaitForEventsThatComeAgain() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(25));
        dispatcher.expectAgain(deliveries.origin());
        time.advance(Deliveries.ACK_TIMEOUT);

        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.QUEUED);
    }

    @Test
    void whatNoThreadCouldBeHadForKeepsItsCount() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        InFlight again =
                Objects.requireNonNull(dispatcher.offer(deliveries.of(1, ANNA)).event());
        assertThat(dispatcher.notStarted(again).origins()).containsExactly(deliveries.origin());
        assertThat(dispatcher.figures().failed()).isEqualTo(1);

        InFlight third = run(deliveries.of(1, ANNA));

        assertThat(third.attempt()).isEqualTo(2);
        InFlight once = Objects.requireNonNull(
                dispatcher.offer(deliveries.withoutAckHandle(2, ANNA)).event());
        dispatcher.complete(third);
        Freed freed = dispatcher.notStarted(once);
        assertThat(freed.origins()).containsExactly(deliveries.origin());
    }

    @Test
    void streamsThatEndSoonDoNotRenewTheWaitForEver() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        for (int minute = 0; minute < 61; minute++) {
            time.advance(Duration.ofMinutes(1));
            dispatcher.expectAgain(deliveries.origin());
            if (minute == 55) {
                assertThat(dispatcher.figures().owed()).isEqualTo(1);
            }
            dispatcher.forgetExpired();
        }

        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void anEventWhoseAckDeadlinePassedWhileItWaitedIsNotStarted() {
        InFlight slow = run(deliveries.of(1, ANNA));
        Offered waiting = dispatcher.offer(deliveries.of(2, ANNA));
        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(1));
        succeed(slow);
        InFlight next = Objects.requireNonNull(dispatcher.complete(slow).next());
        assertThat(next).isSameAs(waiting.event());

        Freed refused = dispatcher.start(next);

        assertThat(refused).isNotNull();
        assertThat(refused.origins()).containsExactly(deliveries.origin());
        assertThat(dispatcher.figures().late()).isEqualTo(1);
        assertThat(dispatcher.offer(deliveries.of(3, ANNA)).verdict()).isEqualTo(Verdict.QUEUED);
        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
    }

    @Test
    void aRedeliveryRenewsTheDeadlineOfAQueuedEvent() {
        InFlight slow = run(deliveries.of(1, ANNA));
        dispatcher.offer(deliveries.of(2, ANNA));
        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(1));
        dispatcher.offer(deliveries.of(2, ANNA));
        succeed(slow);

        assertThat(dispatcher.start(
                        Objects.requireNonNull(dispatcher.complete(slow).next())))
                .isNull();
    }

    @Test
    void workThatTakesLongerThanTheAckTimeoutIsCounted() {
        InFlight slow = run(deliveries.of(1, ANNA));
        time.advance(Deliveries.ACK_TIMEOUT.plusSeconds(1));
        dispatcher.complete(slow);

        assertThat(dispatcher.figures().overran()).isEqualTo(1);
    }

    @Test
    void anUnansweredAckKeepsItsPlaceInTheWindow() {
        InFlight event = run(deliveries.of(1, ANNA));
        dispatcher.startAck(event);
        assertThat(dispatcher.complete(event).origins()).isEmpty();
        assertThat(dispatcher.isIdle()).isFalse();

        assertThat(dispatcher.ackAnswered(event, true).origins()).containsExactly(deliveries.origin());
        assertThat(dispatcher.isIdle()).isTrue();
    }

    @Test
    void whatAnEngineAcknowledgesTheNextOneDoesNotRun() {
        Dispatcher after = successor();
        dispatcher.startAck(run(deliveries.of(1, ANNA)));

        assertThat(after.offer(deliveries.of(1, ANNA)).verdict()).isEqualTo(Verdict.ACK_AGAIN);
    }

    @Test
    void whatIsDoneWhileItWaitsForAThreadIsOnlyAcknowledged() {
        Dispatcher after = successor();
        InFlight early = run(deliveries.of(1, ANNA));
        InFlight late =
                Objects.requireNonNull(after.offer(deliveries.of(1, ANNA)).event());
        Offered behind = after.offer(deliveries.of(2, ANNA));
        assertThat(after.skip(late)).isNull();
        dispatcher.startAck(early);

        Freed skipped = after.skip(late);

        assertThat(skipped).isNotNull();
        assertThat(skipped.next()).isSameAs(behind.event());
        after.startAck(late);
        after.ackAnswered(late, true);
        assertThat(after.ids()).containsExactly(behind.event().id());
    }

    @Test
    void ackingTwiceStartsOneAck() {
        InFlight event = run(deliveries.of(1, ANNA));

        assertThat(dispatcher.startAck(event)).isNotNull();
        assertThat(dispatcher.startAck(event)).isNull();
    }

    @Test
    void aFailedAckMayBeAskedForAgain() {
        InFlight event = run(deliveries.of(1, ANNA));
        Objects.requireNonNull(dispatcher.startAck(event)).completeExceptionally(new AckException("refused"));
        dispatcher.ackAnswered(event, false);

        assertThat(dispatcher.startAck(event)).isNotNull();
    }

    @Test
    void anAckAfterTheEndOfTheExchangeSettlesTheEvent() {
        InFlight event = run(deliveries.of(1, ANNA));
        dispatcher.complete(event);
        dispatcher.startAck(event);
        dispatcher.ackAnswered(event, true);

        assertThat(dispatcher.offer(deliveries.of(2, ANNA)).verdict()).isEqualTo(Verdict.RUN);
        assertThat(dispatcher.offer(deliveries.of(1, ANNA)).verdict()).isEqualTo(Verdict.ACK_AGAIN);
    }

    @Test
    void closingLeavesWhatHasNotBeenStartedToThePlatform() {
        InFlight running = run(deliveries.of(1, ANNA));
        dispatcher.offer(deliveries.of(2, ANNA));

        dispatcher.close();

        assertThat(dispatcher.ids()).containsExactly(running.id());
        assertThat(dispatcher.offer(deliveries.of(3, BERT)).verdict()).isEqualTo(Verdict.CLOSED);
    }

    @Test
    void whatWasLeftToThePlatformKeepsItsPlaceWhenTheIntakeIsOpenedAgain() {
        InFlight running = run(deliveries.of(1, ANNA));
        dispatcher.offer(deliveries.of(2, ANNA));
        dispatcher.close();
        succeed(running);
        dispatcher.complete(running);
        assertThat(dispatcher.isIdle()).isTrue();

        dispatcher.open();

        assertThat(dispatcher.offer(deliveries.of(3, ANNA)).verdict()).isEqualTo(Verdict.QUEUED);
        Offered second = dispatcher.offer(deliveries.of(2, ANNA));
        assertThat(second.verdict()).isEqualTo(Verdict.RUN);
        assertThat(Objects.requireNonNull(second.event()).id()).isEqualTo(new EventId(0, 2));
    }

    @Test
    void closingStillRunsWhatThePlatformWouldNotDeliverAgain() {
        InFlight running = run(deliveries.withoutAckHandle(1, ANNA));
        Offered waiting = dispatcher.offer(deliveries.withoutAckHandle(2, ANNA));

        dispatcher.close();

        succeed(running);
        InFlight next = Objects.requireNonNull(dispatcher.complete(running).next());
        assertThat(next).isSameAs(waiting.event());
        assertThat(dispatcher.start(next)).isNull();
    }

    @Test
    void theWindowIsFreeAgainWhenEverythingIsThrough() {
        for (int i = 0; i < 50; i++) {
            InFlight event = run(deliveries.of(i, "+" + i));
            succeed(event);
            dispatcher.complete(event);
        }

        assertThat(dispatcher.free(deliveries.origin())).isEqualTo(50);
    }

    @Test
    void lanesOfSilentSubscribersAreForgotten() {
        dispatcher.complete(run(deliveries.of(1, ANNA)));
        assertThat(dispatcher.figures().owed()).isEqualTo(1);
        time.advance(Duration.ofMinutes(5));

        dispatcher.forgetExpired();

        assertThat(dispatcher.figures().owed()).isZero();
    }

    private InFlight run(Delivery delivery) {
        Offered offered = dispatcher.offer(delivery);
        assertThat(offered.verdict()).isEqualTo(Verdict.RUN);
        InFlight event = Objects.requireNonNull(offered.event());
        assertThat(dispatcher.start(event)).isNull();
        return event;
    }

    private void succeed(InFlight event) {
        Objects.requireNonNull(dispatcher.startAck(event)).complete(null);
        dispatcher.ackAnswered(event, true);
    }
}
