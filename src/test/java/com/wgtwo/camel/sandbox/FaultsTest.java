package com.wgtwo.camel.sandbox;

import static com.wgtwo.camel.sandbox.TestEvents.emit;
import static com.wgtwo.camel.sandbox.TestEvents.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault does what it says, seen from a client. */
class FaultsTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void endStreamsIsACleanEnd() {
        var stream = subscribed();
        sandbox.faults().endStreams();
        assertThat(stream.awaitEnd()).isEqualTo(Status.OK);
    }

    @Test
    void failStreamsEndsWithTheStatus() {
        var stream = subscribed();
        sandbox.faults().failStreams(Status.INTERNAL.withDescription("broken"));
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.INTERNAL);
    }

    @Test
    void killedConnectionsAreUnavailableAndTheServerGoesOn() {
        var stream = subscribed();
        sandbox.faults().killConnections();
        Status end = stream.awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        emit(sandbox, "a");
        assertThat(texts(client.subscribe(Client.smsQueue("q")).await(1))).containsExactly("a");
    }

    /** Without gRPC's client, which does not tell a reset from an end when it is just writing. */
    @Test
    void killedConnectionsAreReset() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.grpcPort())) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            assertThat(in.read()).as("the server's first byte").isNotNegative();

            sandbox.faults().killConnections();

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void goAwayLetsTheStreamGoOnAndNewCallsTakeANewConnection() {
        var stream = subscribed();
        sandbox.faults().goAway();
        emit(sandbox, "a");
        client.ack(stream.await(1).get(0));
        assertThat(stream.ended()).isFalse();
        assertThat(sandbox.faults().connections()).isEqualTo(2);
    }

    @Test
    void goAwayWithGraceEndsTheStreamAsUnavailable() {
        var stream = subscribed();
        sandbox.faults().goAway(Duration.ofMillis(50));
        Status end = stream.awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("GOAWAY");
    }

    @Test
    void connectionsEndAtTheirMaximumAge() {
        try (Sandbox aging = Sandbox.builder()
                        .maxConnectionAge(Duration.ofMillis(200), Duration.ofMillis(50))
                        .start();
                Client other = new Client(aging)) {
            Status end = other.subscribe(Client.sms()).awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(end.getDescription()).contains("max_age");
        }
    }

    @Test
    void aStoppedServerIsUnavailableAndComesBackOnItsPortWithItsPositions() {
        var stream = subscribed();
        int port = sandbox.grpcPort();
        sandbox.faults().stopServer();
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(client.subscribe(Client.smsQueue("q")).awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        emit(sandbox, "a");
        sandbox.faults().startServer();
        assertThat(sandbox.grpcPort()).isEqualTo(port);
        try (Client fresh = new Client(sandbox)) {
            assertThat(texts(fresh.subscribe(Client.smsQueue("q")).await(1))).containsExactly("a");
        }
    }

    @Test
    void aHangingSandboxDeliversNothingUntilItResumes() {
        var stream = subscribed();
        sandbox.faults().hang();
        emit(sandbox, "a");
        client.ack("_INBOX.nobody", 1);
        assertThat(stream.received()).isEmpty();
        assertThat(stream.ended()).isFalse();
        sandbox.faults().resume();
        stream.await(1);
    }

    @Test
    void theNextSubscribesAreRefused() {
        sandbox.faults().refuseSubscribes(1, Status.RESOURCE_EXHAUSTED);
        assertThat(client.subscribe(Client.sms()).awaitEnd().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        subscribed();
    }

    @Test
    void theNextAcksAreRefusedAndNotApplied() {
        SubscribeEventsResponse event = delivered();
        sandbox.faults().refuseAcks(1, Status.UNAVAILABLE);
        assertThatThrownBy(() -> client.ack(event)).isInstanceOf(StatusRuntimeException.class);
        assertThat(sandbox.pendingAcks()).hasSize(1);
        client.ack(event);
        assertThat(sandbox.pendingAcks()).isEmpty();
    }

    @Test
    void swallowedAcksAreAppliedAndNeverAnswered() {
        SubscribeEventsResponse event = delivered();
        sandbox.faults().swallowAcks(1);
        assertThatThrownBy(() -> ackWithin(event, 200)).hasMessageContaining("DEADLINE_EXCEEDED");
        assertThat(sandbox.pendingAcks()).isEmpty();
    }

    @Test
    void delayedAcksAreAppliedAndAnsweredLate() {
        SubscribeEventsResponse event = delivered();
        sandbox.faults().delayAcks(1, Duration.ofMillis(300));
        long before = System.nanoTime();
        client.ack(event);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(290));
        assertThat(sandbox.pendingAcks()).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterTheClientGaveUpHurtsNobody() {
        SubscribeEventsResponse event = delivered();
        sandbox.faults().delayAcks(1, Duration.ofMillis(100));
        assertThatThrownBy(() -> ackWithin(event, 20)).hasMessageContaining("DEADLINE_EXCEEDED");
        emit(sandbox, "b");
        clock.advance(Duration.ofSeconds(30));
        Awaits.until(() -> sandbox.subscriptions().get(0).redelivered() == 1);
    }

    @Test
    void lostAcksAreAnsweredAndNotApplied() {
        SubscribeEventsResponse event = delivered();
        sandbox.faults().loseAcks(1);
        client.ack(event);
        assertThat(sandbox.pendingAcks()).hasSize(1);
    }

    @Test
    void duplicatedDeliveriesComeTwiceWhileInFlight() {
        var stream = subscribed();
        sandbox.faults().duplicateDeliveries(1);
        emit(sandbox, "a", "b");
        assertThat(texts(stream.await(3))).containsExactly("a", "a", "b");
        assertThat(stream.received().stream()
                        .map(response -> response.getEvent().getMetadata().getIsRedelivered()))
                .containsExactly(false, true, false);
    }

    @Test
    void anAcknowledgedEventCanComeAgain() {
        var stream = subscribed();
        emit(sandbox, "a");
        client.ack(stream.await(1).get(0));
        assertThat(sandbox.faults().deliverAgain(sandbox.acks().get(0))).isTrue();
        var again = stream.await(2).get(1).getEvent().getMetadata();
        assertThat(again.getIsRedelivered()).isTrue();
        assertThat(again.getSequence()).isEqualTo(1);
    }

    @Test
    void delayedDeliveriesComeWhenTheirTimeHasCome() {
        var stream = subscribed();
        sandbox.faults().delayDeliveries(Duration.ofSeconds(5));
        emit(sandbox, "a");
        client.ack("_INBOX.nobody", 1);
        assertThat(stream.received()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        stream.await(1);
    }

    private void ackWithin(SubscribeEventsResponse event, long millis) {
        var metadata = event.getEvent().getMetadata();
        var ignored = EventsServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(millis, TimeUnit.MILLISECONDS)
                .ack(AckRequest.newBuilder()
                        .setInbox(metadata.getAckInbox())
                        .setSequence(metadata.getSequence())
                        .build());
    }

    private SubscribeEventsResponse delivered() {
        var stream = subscribed();
        emit(sandbox, "a");
        return stream.await(1).get(0);
    }

    private ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribed() {
        var stream = client.subscribe(Client.smsQueue("q"));
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        return stream;
    }
}
