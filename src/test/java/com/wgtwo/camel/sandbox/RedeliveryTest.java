package com.wgtwo.camel.sandbox;

import static com.wgtwo.camel.sandbox.TestEvents.emit;
import static com.wgtwo.camel.sandbox.TestEvents.sequences;
import static com.wgtwo.camel.sandbox.TestEvents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.ManualAckConfig;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.sandbox.broker.AckCounts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows, acknowledgements and what comes again. */
class RedeliveryTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void neverMoreThanTheWindowIsInFlight() {
        var stream = subscribed(Client.sms().setMaxInFlight(2));
        emit(sandbox, "a", "b", "c");
        stream.await(2);
        client.ack(stream.get(0));
        assertThat(texts(stream.await(3))).containsExactly("a", "b", "c");
    }

    @Test
    void withoutManualAckAnEventIsDoneOnceItWasSent() {
        var stream = subscribed(Client.sms().setMaxInFlight(1).clearManualAck());
        emit(sandbox, "a", "b", "c");
        stream.await(3);
        assertThat(sandbox.pendingAcks()).isEmpty();
        assertThat(sandbox.subscriptions().get(0).acked()).isEqualTo(3);
    }

    @Test
    void anEventComesAgainAfterTheAckTimeoutWithTheSameSequence() {
        var stream = subscribed(Client.sms());
        emit(sandbox, "a");
        EventMetadata first = metadata(stream.await(1).get(0));
        clock.advance(Duration.ofSeconds(30));
        EventMetadata second = metadata(stream.await(2).get(1));
        assertThat(first.getIsRedelivered()).isFalse();
        assertThat(second.getIsRedelivered()).isTrue();
        assertThat(second.getSequence()).isEqualTo(first.getSequence());
    }

    @Test
    void theTimeoutOfTheRequestCounts() {
        var stream = subscribed(Client.sms()
                .setManualAck(ManualAckConfig.newBuilder().setEnable(true).setTimeout(Durations.fromSeconds(10))));
        emit(sandbox, "a");
        stream.await(1);
        clock.advance(Duration.ofSeconds(10));
        stream.await(2);
    }

    @Test
    void anAcknowledgedEventNeverComesAgain() {
        var stream = subscribed(Client.sms());
        emit(sandbox, "a", "b");
        client.ack(stream.await(2).get(0));
        clock.advance(Duration.ofSeconds(30));
        assertThat(texts(stream.await(3))).containsExactly("a", "b", "b");
    }

    @Test
    void aTimedOutEventMayGoToAnotherMember() {
        var first = subscribed(Client.smsQueue("q").setMaxInFlight(1));
        emit(sandbox, "a");
        first.await(1);
        var second = subscribed(Client.smsQueue("q"));
        clock.advance(Duration.ofSeconds(30));
        Awaits.until(() -> second.received().size() == 1);
        assertThat(metadata(second.get(0)).getIsRedelivered()).isTrue();
    }

    @Test
    void whatADisconnectedMemberHeldComesAtOnceAndBeforeNewerEvents() {
        var first = subscribed(Client.smsQueue("q").setMaxInFlight(3));
        emit(sandbox, "a", "b", "c", "d");
        first.await(3);
        first.cancel();
        Awaits.until(() -> sandbox.faults().openStreams() == 0);
        var second = client.subscribe(Client.smsQueue("q"));
        assertThat(texts(second.await(4))).containsExactly("a", "b", "c", "d");
        assertThat(sequences(second.received())).containsExactly(1L, 2L, 3L, 4L);
        assertThat(second.received().stream().map(response -> metadata(response).getIsRedelivered()))
                .containsExactly(true, true, true, false);
    }

    @Test
    void anAckByTheInboxOfAnEarlierConnectionCounts() {
        var first = subscribed(Client.smsQueue("q"));
        emit(sandbox, "a");
        SubscribeEventsResponse held = first.await(1).get(0);
        first.cancel();
        Awaits.until(() -> sandbox.faults().openStreams() == 0);
        var second = client.subscribe(Client.smsQueue("q"));
        second.await(1);
        try (Client other = new Client(sandbox)) {
            other.ack(held);
        }
        assertThat(sandbox.pendingAcks()).isEmpty();
        assertThat(metadata(second.get(0)).getAckInbox())
                .isNotEqualTo(metadata(held).getAckInbox());
    }

    @Test
    void anAckAfterTheRedeliveryCounts() {
        var stream = subscribed(Client.sms());
        emit(sandbox, "a");
        stream.await(1);
        clock.advance(Duration.ofSeconds(30));
        stream.await(2);
        client.ack(stream.get(0));
        assertThat(sandbox.pendingAcks()).isEmpty();
    }

    @Test
    void ackingTwiceIsHarmless() {
        var stream = subscribed(Client.sms());
        emit(sandbox, "a");
        client.ack(stream.await(1).get(0));
        client.ack(stream.get(0));
        assertThat(sandbox.ackCounts()).isEqualTo(new AckCounts(1, 1, 0));
    }

    @Test
    void anUnknownAckIsOkAndDoesNothing() {
        var stream = subscribed(Client.sms());
        emit(sandbox, "a");
        stream.await(1);
        client.ack("_INBOX.nobody", 1);
        client.ack(metadata(stream.get(0)).getAckInbox(), 7);
        assertThat(sandbox.ackCounts()).isEqualTo(new AckCounts(0, 0, 2));
        assertThat(sandbox.pendingAcks()).hasSize(1);
    }

    @Test
    void acksAreListedWithTheirSubscriptionAndEvent() {
        var stream = subscribed(Client.smsQueue("q"));
        emit(sandbox, "a");
        client.ack(stream.await(1).get(0));
        assertThat(sandbox.acks()).singleElement().satisfies(ack -> {
            assertThat(ack.subscription()).isEqualTo("q/q");
            assertThat(ack.sequence()).isEqualTo(1);
            assertThat(ack.event()).isEqualTo(TestEvents.sms("a"));
        });
    }

    @Test
    void aClientThatDoesNotReadIsSentNoMoreThanItsBuffersHold() {
        var stream = client.subscribe(Client.smsQueue("q").clearManualAck(), false);
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        String text = "x".repeat(1000);
        for (int i = 0; i < 1000; i++) {
            emit(sandbox, text);
        }
        assertThat(sandbox.subscriptions().get(0).delivered()).isLessThan(300);
        stream.read(1000);
        stream.await(1000);
    }

    private static EventMetadata metadata(SubscribeEventsResponse response) {
        return response.getEvent().getMetadata();
    }

    private ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribed(
            SubscribeEventsRequest.Builder request) {
        int before = sandbox.faults().openStreams();
        var stream = client.subscribe(request);
        Awaits.until(() -> sandbox.faults().openStreams() == before + 1);
        return stream;
    }
}
