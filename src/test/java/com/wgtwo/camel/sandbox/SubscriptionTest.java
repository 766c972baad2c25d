package com.wgtwo.camel.sandbox;

import static com.wgtwo.camel.sandbox.TestEvents.emit;
import static com.wgtwo.camel.sandbox.TestEvents.sequences;
import static com.wgtwo.camel.sandbox.TestEvents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.ManualAckConfig;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which event: modes, positions, start positions and refusals of v0. */
class SubscriptionTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void withoutStartPositionOnlyNewEventsCome() {
        emit(sandbox, "old");
        var stream = subscribed(Client.sms());
        emit(sandbox, "new");
        assertThat(texts(stream.await(1))).containsExactly("new");
    }

    @Test
    void onlyAskedTypesCome() {
        var stream = subscribed(Client.sms());
        sandbox.emit(TestEvents.revoke("+4799990001"));
        emit(sandbox, "sms");
        assertThat(texts(stream.await(1))).containsExactly("sms");
    }

    @Test
    void severalTypesShareOneSubscription() {
        var stream = subscribed(Client.sms().addType(EventType.CONSENT_REVOKE_EVENT));
        sandbox.emit(TestEvents.revoke("+4799990001"));
        emit(sandbox, "sms");
        assertThat(sequences(stream.await(2))).containsExactly(1L, 2L);
    }

    @Test
    void oldestPossibleStartsWithTheHistory() {
        emit(sandbox, "a", "b");
        var stream = client.subscribe(Client.sms().setStartAtOldestPossible(Empty.getDefaultInstance()));
        assertThat(texts(stream.await(2))).containsExactly("a", "b");
    }

    @Test
    void lastReceivedStartsWithTheNewestEventOfTheType() {
        emit(sandbox, "a", "b");
        sandbox.emit(TestEvents.revoke("+4799990001"));
        var stream = client.subscribe(Client.sms().setStartWithLastReceived(Empty.getDefaultInstance()));
        assertThat(texts(stream.await(1))).containsExactly("b");
    }

    @Test
    void sequenceStartsAtThatEvent() {
        emit(sandbox, "a", "b", "c");
        var stream = client.subscribe(Client.sms().setStartAtSequence(2));
        assertThat(texts(stream.await(2))).containsExactly("b", "c");
    }

    @Test
    void sequenceZeroIsTheOldest() {
        emit(sandbox, "a", "b");
        var stream = client.subscribe(Client.sms().setStartAtSequence(0));
        assertThat(texts(stream.await(2))).containsExactly("a", "b");
    }

    @Test
    void timestampStartsThere() {
        emit(sandbox, "a");
        clock.advance(Duration.ofMinutes(1));
        emit(sandbox, "b");
        var stream = client.subscribe(Client.sms().setStartAtTimestamp(Timestamps.fromMillis(clock.millis())));
        assertThat(texts(stream.await(1))).containsExactly("b");
    }

    @Test
    void timeDeltaStartsThatLongAgo() {
        emit(sandbox, "a");
        clock.advance(Duration.ofMinutes(5));
        emit(sandbox, "b");
        clock.advance(Duration.ofMinutes(5));
        var stream = client.subscribe(Client.sms().setStartAtTimeDelta(Durations.fromMinutes(6)));
        assertThat(texts(stream.await(1))).containsExactly("b");
    }

    @Test
    void historyEndsAfterThirtyMinutes() {
        emit(sandbox, "a");
        clock.advance(Duration.ofMinutes(20));
        emit(sandbox, "b");
        clock.advance(Duration.ofMinutes(11));
        var stream = client.subscribe(Client.sms().setStartAtOldestPossible(Empty.getDefaultInstance()));
        assertThat(texts(stream.await(1))).containsExactly("b");
    }

    @Test
    void everyRegularConnectionSeesEveryEvent() {
        var one = subscribed(Client.sms());
        var two = subscribed(Client.sms());
        emit(sandbox, "a");
        assertThat(texts(one.await(1))).isEqualTo(texts(two.await(1)));
    }

    @Test
    void regularSubscriptionForgetsItsPosition() {
        var first = subscribed(Client.sms());
        leave(first, 0);
        emit(sandbox, "missed");
        var second = subscribed(Client.sms());
        emit(sandbox, "new");
        assertThat(texts(second.await(1))).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void durablePositionOutlivesTheConnection(boolean queue) {
        SubscribeEventsRequest.Builder request = durable(queue);
        leave(subscribed(request), 1);
        emit(sandbox, "missed");
        var second = client.subscribe(request);
        assertThat(texts(second.await(1))).containsExactly("missed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void durablePositionIsLostAfterAnHour(boolean queue) {
        SubscribeEventsRequest.Builder request = durable(queue);
        leave(subscribed(request), 1);
        clock.advance(Duration.ofMinutes(59));
        emit(sandbox, "missed");
        clock.advance(Duration.ofMinutes(1));
        Awaits.until(() -> sandbox.subscriptions().isEmpty());
        var second = subscribed(request);
        emit(sandbox, "new");
        assertThat(texts(second.await(1))).containsExactly("new");
    }

    @Test
    void durablePositionIsKeptForAlmostAnHour() {
        leave(subscribed(durable(true)), 1);
        clock.advance(Duration.ofMinutes(59));
        emit(sandbox, "missed");
        assertThat(texts(client.subscribe(durable(true)).await(1))).containsExactly("missed");
    }

    @Test
    void startPositionIsIgnoredWhileAPositionIsHeld() {
        emit(sandbox, "before");
        leave(subscribed(durable(true)), 1);
        emit(sandbox, "missed");
        var second = client.subscribe(durable(true).setStartAtOldestPossible(Empty.getDefaultInstance()));
        assertThat(texts(second.await(1))).containsExactly("missed");
    }

    @Test
    void plainQueueLosesItsPositionWithItsLastMember() {
        SubscribeEventsRequest.Builder request = Client.sms().setClientId("c").setQueueName("q");
        leave(subscribed(request), 0);
        emit(sandbox, "missed");
        var second = subscribed(request);
        emit(sandbox, "new");
        assertThat(texts(second.await(1))).containsExactly("new");
    }

    @Test
    void plainQueueKeepsItsPositionWhileAMemberIsLeft() {
        SubscribeEventsRequest.Builder request = Client.sms().setClientId("c").setQueueName("q");
        emit(sandbox, "before");
        var first = subscribed(request);
        var second = client.subscribe(request.setStartAtOldestPossible(Empty.getDefaultInstance()));
        Awaits.until(() -> sandbox.subscriptions().get(0).members().size() == 2);
        emit(sandbox, "a", "b");
        Awaits.until(() -> first.received().size() + second.received().size() == 2);
        assertThat(texts(first.received())).doesNotContain("before");
        assertThat(texts(second.received())).doesNotContain("before");
    }

    @Test
    void aQueueSpreadsEventsEvenlyAndEachToOneMember() {
        List<ClientStream<SubscribeEventsRequest, SubscribeEventsResponse>> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(client.subscribe(Client.smsQueue("q")));
        }
        Awaits.until(() -> !sandbox.subscriptions().isEmpty()
                && sandbox.subscriptions().get(0).members().size() == 3);
        for (int i = 0; i < 15; i++) {
            emit(sandbox, "sms " + i);
        }
        members.forEach(member -> member.await(5));
        assertThat(members.stream().flatMap(member -> texts(member.received()).stream()))
                .doesNotHaveDuplicates()
                .hasSize(15);
    }

    @Test
    void aSecondClientTakesOverADurableSubscriptionThatIsNotAQueue() {
        var first = subscribed(durable(false));
        var second = client.subscribe(durable(false));
        assertThat(first.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
        emit(sandbox, "a");
        assertThat(texts(second.await(1))).containsExactly("a");
    }

    @Test
    void differentQueuesEachGetAllEvents() {
        var one = subscribed(Client.smsQueue("one"));
        var two = subscribed(Client.smsQueue("two"));
        emit(sandbox, "a");
        one.await(1);
        two.await(1);
    }

    @Test
    void aRequestWithoutTypeIsRefused() {
        assertRefused(SubscribeEventsRequest.newBuilder(), "type is empty");
    }

    @Test
    void aWindowAboveTwoHundredIsRefused() {
        assertRefused(Client.sms().setMaxInFlight(201), "max_in_flight is 201; 1 to 200 is allowed");
    }

    @Test
    void anAckTimeoutBelowTenSecondsIsRefused() {
        assertRefused(timeout(9), "manual_ack.timeout is 9s");
    }

    @Test
    void anAckTimeoutAboveTenMinutesIsRefused() {
        assertRefused(timeout(601), "manual_ack.timeout is 601s");
    }

    @Test
    void timesOutOfRangeAreRefused() {
        assertRefused(
                Client.sms().setStartAtTimestamp(Timestamp.newBuilder().setNanos(-1)),
                "start_at_timestamp is out of the range of a timestamp");
        assertRefused(
                Client.sms().setStartAtTimeDelta(Durations.MAX_VALUE.toBuilder().setSeconds(Long.MAX_VALUE)),
                "start_at_time_delta is out of the range of a duration");
    }

    @Test
    void aQueueNameAloneIsRefused() {
        assertRefused(Client.sms().setQueueName("q"), "queue_name is given without client_id");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertRefused(Client.sms().addTypeValue(99), "type contains UNRECOGNIZED");
    }

    private void assertRefused(SubscribeEventsRequest.Builder request, String sentence) {
        Status end = client.subscribe(request).awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(end.getDescription()).startsWith(sentence);
    }

    private static SubscribeEventsRequest.Builder timeout(long seconds) {
        return Client.sms()
                .setManualAck(ManualAckConfig.newBuilder().setEnable(true).setTimeout(Durations.fromSeconds(seconds)));
    }

    private static SubscribeEventsRequest.Builder durable(boolean queue) {
        return queue ? Client.smsQueue("q") : Client.sms().setClientId("c").setDurableName("d");
    }

    private ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribed(
            SubscribeEventsRequest.Builder request) {
        int before = sandbox.faults().openStreams();
        var stream = client.subscribe(request);
        Awaits.until(() -> sandbox.faults().openStreams() == before + 1);
        return stream;
    }

    private void leave(ClientStream<?, ?> stream, int groupsLeft) {
        stream.cancel();
        Awaits.until(() -> sandbox.faults().openStreams() == 0
                && sandbox.subscriptions().size() == groupsLeft
                && sandbox.subscriptions().stream()
                        .allMatch(group -> group.members().isEmpty()));
    }
}
