package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.consent.ConsentEventServiceGrpc;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus.StatusCode;
import com.wgtwo.api.v1.events.EventsProto.DurableQueue;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.RegularStream;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckCountryChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckFirstAttachmentEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckHandsetChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckPeriodicCountryEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.CountryChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.FirstAttachmentEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.HandsetChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.PeriodicCountryEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsResponse;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The streams of version 1, over the wire. */
class V1StreamTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void anEmptyConfigurationMeansADurableQueueWithExplicitAck() {
        cancel(subscribed(StreamConfiguration.newBuilder()));
        sandbox.emitV1(revoked("wotel"));
        var stream = consents(StreamConfiguration.newBuilder());
        assertThat(stream.await(1).get(0).getConsentChangeEvent().getTenant()).isEqualTo("wotel");
        assertThat(sandbox.v1().consentChanges().broker().pending()).hasSize(1);
    }

    @Test
    void anAckIsAnsweredWithSuccess() {
        var stream = subscribed(StreamConfiguration.newBuilder());
        sandbox.emitV1(revoked("wotel"));
        assertThat(ack(stream.await(1).get(0))).isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
        assertThat(sandbox.v1().consentChanges().broker().pending()).isEmpty();
    }

    @Test
    void anUnknownAckIsAFailureInsideOk() {
        assertThat(ack("$SANDBOX.ACK._INBOX.nobody.1.1")).isEqualTo(StatusCode.STATUS_CODE_FAILURE);
        assertThat(ack("anything")).isEqualTo(StatusCode.STATUS_CODE_FAILURE);
    }

    @Test
    void anAckCanFailInsideOk() {
        var stream = subscribed(StreamConfiguration.newBuilder());
        sandbox.emitV1(revoked("wotel"));
        var event = stream.await(1).get(0);
        sandbox.faults().failAcks(1);
        assertThat(ack(event)).isEqualTo(StatusCode.STATUS_CODE_FAILURE);
        assertThat(sandbox.v1().consentChanges().broker().pending()).hasSize(1);
        assertThat(ack(event)).isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
    }

    @Test
    void theDefaultAckTimeoutIsThirtySeconds() {
        var stream = subscribed(StreamConfiguration.newBuilder());
        sandbox.emitV1(revoked("wotel"));
        stream.await(1);
        clock.advance(Duration.ofSeconds(29));
        assertThat(stream.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        var again = stream.await(2).get(1).getMetadata();
        assertThat(again.getIsRedelivered()).isTrue();
        assertThat(again.getAckInfo()).isNotEqualTo(stream.get(0).getMetadata().getAckInfo());
    }

    @Test
    void disabledAckNeedsNone() {
        var stream = subscribed(StreamConfiguration.newBuilder().setDisableExplicitAck(Empty.getDefaultInstance()));
        sandbox.emitV1(revoked("wotel"));
        stream.await(1);
        assertThat(sandbox.v1().consentChanges().broker().pending()).isEmpty();
    }

    @Test
    void aRegularStreamKeepsNoPosition() {
        StreamConfiguration.Builder regular =
                StreamConfiguration.newBuilder().setRegular(RegularStream.getDefaultInstance());
        cancel(subscribed(regular));
        sandbox.emitV1(revoked("missed"));
        var second = subscribed(regular);
        sandbox.emitV1(revoked("new"));
        assertThat(second.await(1).get(0).getConsentChangeEvent().getTenant()).isEqualTo("new");
    }

    @Test
    void differentNamesAreDifferentQueues() {
        var one = subscribed(named("one"));
        var two = subscribed(named("two"));
        sandbox.emitV1(revoked("wotel"));
        one.await(1);
        two.await(1);
    }

    @Test
    void startPositionsAreNewOldestIdAndTimestamp() {
        sandbox.emitV1(revoked("a"));
        clock.advance(Duration.ofMinutes(1));
        sandbox.emitV1(revoked("b"));
        StreamConfiguration.Builder oldest = named("oldest").setStartAtOldestPossible(Empty.getDefaultInstance());
        consents(oldest).await(2);
        consents(named("id").setStartAtId(2)).await(1);
        consents(named("time").setStartAtTimestamp(Timestamps.fromMillis(clock.millis())))
                .await(1);
        assertThat(subscribed(named("new").setStartAtNew(Empty.getDefaultInstance()))
                        .received())
                .isEmpty();
    }

    @Test
    void limitsAreThoseOfThePlatform() {
        assertRefused(StreamConfiguration.newBuilder().setMaxInFlight(201), "max_in_flight is 201");
        assertRefused(
                StreamConfiguration.newBuilder().setCustomAckTimeout(Durations.fromSeconds(9)),
                "custom_ack_timeout is 9s");
        assertRefused(
                StreamConfiguration.newBuilder().setCustomAckTimeout(Durations.fromSeconds(601)),
                "custom_ack_timeout is 601s");
    }

    @Test
    void aTimeThatIsGivenIsSentAsGiven() {
        var stream = subscribed(StreamConfiguration.newBuilder());
        sandbox.emitV1(StreamConsentChangeEventsResponse.newBuilder()
                .setConsentChangeEvent(revoked("wotel"))
                .setMetadata(Metadata.newBuilder().setTimestamp(Timestamps.fromSeconds(1)))
                .build());
        assertThat(stream.await(1).get(0).getMetadata().getTimestamp()).isEqualTo(Timestamps.fromSeconds(1));
    }

    @Test
    void anEventAboutANumberNamesItsSubscriptionAndTenant() {
        var stream = subscribed(StreamConfiguration.newBuilder());
        sandbox.emitV1(ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setNumber(E164.newBuilder().setE164("+4799990004"))
                .build());
        assertThat(stream.await(1)
                        .get(0)
                        .getMetadata()
                        .getIdentifier()
                        .getSubscriptionIdentifier()
                        .getWg2Rn())
                .startsWith("northtel:");
    }

    @Test
    void revokingAConsentSendsTheV0AndTheV1Event() {
        var v1 = subscribed(StreamConfiguration.newBuilder());
        var v0 = client.subscribe(Client.sms().addType(EventType.CONSENT_REVOKE_EVENT));
        Awaits.until(() -> sandbox.faults().openStreams() == 2);
        sandbox.revokeConsent("+4799990001");
        var event = v1.await(1).get(0);
        assertThat(event.getConsentChangeEvent().hasRevoked()).isTrue();
        assertThat(event.getMetadata()
                        .getIdentifier()
                        .getSubscriptionIdentifier()
                        .getWg2Rn())
                .startsWith("wotel:");
        assertThat(v0.await(1)
                        .get(0)
                        .getEvent()
                        .getConsentRevokeEvent()
                        .getMsisdn()
                        .getE164())
                .isEqualTo("+4799990001");
    }

    @Test
    void handsetChangesAreStreamedAndAcked() {
        var stub = SubscriptionEventServiceGrpc.newStub(client.channel());
        var stream = new ClientStream<StreamHandsetChangeEventsRequest, StreamHandsetChangeEventsResponse>(true);
        stub.streamHandsetChangeEvents(StreamHandsetChangeEventsRequest.getDefaultInstance(), stream);
        emitWhenOpen(HandsetChangeEvent.getDefaultInstance());
        AckInfo info = stream.await(1).get(0).getMetadata().getAckInfo();
        assertThat(SubscriptionEventServiceGrpc.newBlockingStub(client.channel())
                        .ackHandsetChangeEvent(AckHandsetChangeEventRequest.newBuilder()
                                .setAckInfo(info)
                                .build())
                        .getAckStatus()
                        .getStatusCode())
                .isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
    }

    @Test
    void firstAttachmentsAreStreamedAndAcked() {
        var stub = SubscriptionEventServiceGrpc.newStub(client.channel());
        var stream = new ClientStream<StreamFirstAttachmentEventsRequest, StreamFirstAttachmentEventsResponse>(true);
        stub.streamFirstAttachmentEvents(StreamFirstAttachmentEventsRequest.getDefaultInstance(), stream);
        emitWhenOpen(FirstAttachmentEvent.getDefaultInstance());
        AckInfo info = stream.await(1).get(0).getMetadata().getAckInfo();
        assertThat(SubscriptionEventServiceGrpc.newBlockingStub(client.channel())
                        .ackFirstAttachmentEvent(AckFirstAttachmentEventRequest.newBuilder()
                                .setAckInfo(info)
                                .build())
                        .getAckStatus()
                        .getStatusCode())
                .isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
    }

    @Test
    void countryChangesAreStreamedAndAcked() {
        var stub = SubscriptionEventServiceGrpc.newStub(client.channel());
        var stream = new ClientStream<StreamCountryChangeEventsRequest, StreamCountryChangeEventsResponse>(true);
        stub.streamCountryChangeEvents(StreamCountryChangeEventsRequest.getDefaultInstance(), stream);
        emitWhenOpen(CountryChangeEvent.getDefaultInstance());
        AckInfo info = stream.await(1).get(0).getMetadata().getAckInfo();
        assertThat(SubscriptionEventServiceGrpc.newBlockingStub(client.channel())
                        .ackCountryChangeEvent(AckCountryChangeEventRequest.newBuilder()
                                .setAckInfo(info)
                                .build())
                        .getAckStatus()
                        .getStatusCode())
                .isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
    }

    @Test
    void periodicCountriesAreStreamedAndAcked() {
        var stub = SubscriptionEventServiceGrpc.newStub(client.channel());
        var stream = new ClientStream<StreamPeriodicCountryEventsRequest, StreamPeriodicCountryEventsResponse>(true);
        stub.streamPeriodicCountryEvents(StreamPeriodicCountryEventsRequest.getDefaultInstance(), stream);
        emitWhenOpen(PeriodicCountryEvent.getDefaultInstance());
        AckInfo info = stream.await(1).get(0).getMetadata().getAckInfo();
        assertThat(SubscriptionEventServiceGrpc.newBlockingStub(client.channel())
                        .ackPeriodicCountryEvent(AckPeriodicCountryEventRequest.newBuilder()
                                .setAckInfo(info)
                                .build())
                        .getAckStatus()
                        .getStatusCode())
                .isEqualTo(StatusCode.STATUS_CODE_SUCCESS);
    }

    private void emitWhenOpen(Message payload) {
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        sandbox.emitV1(payload);
    }

    private void assertRefused(StreamConfiguration.Builder configuration, String sentence) {
        Status end = consents(configuration).awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(end.getDescription()).startsWith(sentence);
    }

    private StatusCode ack(StreamConsentChangeEventsResponse event) {
        return ack(event.getMetadata().getAckInfo().getValue());
    }

    private StatusCode ack(String value) {
        return ConsentEventServiceGrpc.newBlockingStub(client.channel())
                .ackConsentChangeEvent(AckConsentChangeEventRequest.newBuilder()
                        .setAckInfo(AckInfo.newBuilder().setValue(value))
                        .build())
                .getAckStatus()
                .getStatusCode();
    }

    private static ConsentChangeEvent revoked(String tenant) {
        return ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setTenant(tenant)
                .build();
    }

    private static StreamConfiguration.Builder named(String name) {
        return StreamConfiguration.newBuilder()
                .setDurableQueue(DurableQueue.newBuilder().setCustomName(name));
    }

    private ClientStream<StreamConsentChangeEventsRequest, StreamConsentChangeEventsResponse> subscribed(
            StreamConfiguration.Builder configuration) {
        int before = sandbox.faults().openStreams();
        var stream = consents(configuration);
        Awaits.until(() -> sandbox.faults().openStreams() == before + 1);
        return stream;
    }

    private void cancel(ClientStream<?, ?> stream) {
        stream.cancel();
        Awaits.until(() -> sandbox.faults().openStreams() == 0);
    }

    private ClientStream<StreamConsentChangeEventsRequest, StreamConsentChangeEventsResponse> consents(
            StreamConfiguration.Builder configuration) {
        var stream = new ClientStream<StreamConsentChangeEventsRequest, StreamConsentChangeEventsResponse>(true);
        ConsentEventServiceGrpc.newStub(client.channel())
                .streamConsentChangeEvents(
                        StreamConsentChangeEventsRequest.newBuilder()
                                .setStreamConfiguration(configuration)
                                .build(),
                        stream);
        return stream;
    }
}
