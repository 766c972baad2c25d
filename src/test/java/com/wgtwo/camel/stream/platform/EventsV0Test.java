package com.wgtwo.camel.stream.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest.StartPositionCase;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.EventId;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.SubscriptionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventsV0Test {

    private final EventsV0 stream = new EventsV0();

    private static SubscriptionSettings settings(String position, String... types) {
        return new SubscriptionSettings(
                List.of(types), StartPosition.parse(position), "", "q", "d", 50, Duration.ofSeconds(30), true);
    }

    @Test
    void windowAndAckTimeoutAreAlwaysSent() {
        SubscribeEventsRequest request = stream.request(settings("oldest", "SMS_EVENT"));

        assertThat(request.getMaxInFlight()).isEqualTo(50);
        assertThat(request.getManualAck().getEnable()).isTrue();
        assertThat(request.getManualAck().getTimeout().getSeconds()).isEqualTo(30);
        assertThat(request.getQueueName()).isEqualTo("q");
        assertThat(request.getDurableName()).isEqualTo("d");
    }

    @ParameterizedTest
    @CsvSource({
        "oldest, START_AT_OLDEST_POSSIBLE",
        "new, STARTPOSITION_NOT_SET",
        "last, START_WITH_LAST_RECEIVED",
        "sequence:7, START_AT_SEQUENCE",
        "timestamp:2026-11-24T12:00:00Z, START_AT_TIMESTAMP",
        "delta:10m, START_AT_TIME_DELTA"
    })
    void everyStartPositionIsSentAsThePlatformNamesIt(String position, StartPositionCase sent) {
        assertThat(stream.request(settings(position, "SMS_EVENT")).getStartPositionCase())
                .isEqualTo(sent);
    }

    @Test
    void anUnknownStartPositionIsRefusedWithTheForms() {
        assertThatThrownBy(() -> StartPosition.parse("yesterday"))
                .hasMessage(
                        "start position 'yesterday' is not one of oldest, new, last, sequence:N, timestamp:RFC3339 or"
                                + " delta:10m");
    }

    @Test
    void namesOfTheDocumentationAreUnderstood() {
        assertThat(EventTypes.parse("roaming_event").name()).isEqualTo("COUNTRY_CHANGE_EVENT");
        assertThat(EventTypes.parse(" SMS_DELIVERY_EVENT ").name()).isEqualTo("SMS_DELIVERY_REPORT_EVENT");
        assertThatThrownBy(() -> EventTypes.parse("SMS"))
                .hasMessageStartingWith("event type 'SMS' is not one of VOICE_EVENT, VOICEMAIL_EVENT,");
    }

    @Test
    void scopesFollowFromTheTypesAndConsentNeedsNone() {
        assertThat(stream.scopes(List.of("SMS_EVENT", "CONSENT_REVOKE_EVENT", "COUNTRY_CHANGE_EVENT")))
                .containsExactlyInAnyOrder("events.sms.subscribe", "events.roaming.subscribe");
    }

    @Test
    void namesThatThePlatformCannotPutTogetherAreRefused() {
        SubscriptionSettings queueOnly = new SubscriptionSettings(
                List.of("SMS_EVENT"), new StartPosition.New(), "", "q", "", 50, Duration.ofSeconds(30), true);
        SubscriptionSettings durableOnly = new SubscriptionSettings(
                List.of("SMS_EVENT"), new StartPosition.New(), "", "", "d", 50, Duration.ofSeconds(30), true);

        assertThatThrownBy(() -> stream.request(queueOnly)).hasMessageContaining("queue name 'q' is given without");
        assertThatThrownBy(() -> stream.request(durableOnly)).hasMessageContaining("durable name 'd' is given without");
        assertThatThrownBy(() -> stream.request(settings("new"))).hasMessageContaining("no event type is given");
    }

    static Stream<FieldDescriptor> payloads() {
        return Event.getDescriptor().getOneofs().get(0).getFields().stream();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void everyTypeIsReadByItsName(FieldDescriptor payload) {
        Event.Builder event = Event.newBuilder();
        event.setField(payload, event.newBuilderForField(payload).build());

        assertThat(read(event).type()).isEqualTo(payload.getName().toUpperCase(Locale.ROOT));
    }

    @Test
    void anUnknownTypeIsReadAsUnknown() {
        Event.Builder event = Event.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build());

        assertThat(read(event).understood()).isFalse();
    }

    @Test
    void identityIsTheContentWithoutDeliveryMetadata() {
        EventFacts first = read(sms("m1").setMetadata(metadata(1, false)));
        EventFacts again = read(sms("m1").setMetadata(metadata(9, true)));
        EventFacts other = read(sms("m2").setMetadata(metadata(1, false)));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(again.redelivered()).isTrue();
        assertThat(again.ackRequest())
                .isEqualTo(AckRequest.newBuilder()
                        .setInbox("_INBOX.a")
                        .setSequence(9)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void identityIsThatOfTheSameEventWithoutMetadata(FieldDescriptor payload) {
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        Event.Builder event = Event.newBuilder().setServiceId("wotel").setUnknownFields(newer);
        event.setField(payload, event.newBuilderForField(payload).build());
        EventId without = EventId.of(event.build());

        assertThat(read(event).id()).isEqualTo(without);
        for (EventMetadata metadata : List.of(
                EventMetadata.getDefaultInstance(),
                metadata(1, true),
                metadata(Long.MAX_VALUE, false).toBuilder()
                        .setAckInbox("i".repeat(300))
                        .setUnknownFields(newer)
                        .build())) {
            assertThat(read(event.setMetadata(metadata)).id()).isEqualTo(without);
        }
    }

    @Test
    void anEventWithoutMetadataHasNoAckRequest() {
        EventFacts facts = read(sms("m1"));

        assertThat(facts.ackRequest()).isNull();
        assertThat(facts.timestamp()).isNull();
        assertThat(facts.tenant()).isNull();
    }

    @Test
    void theSubscriberIsTheOwnerOrTheNumberTheEventIsAboutNeverTheSender() {
        Event.Builder revocation = Event.newBuilder()
                .setConsentRevokeEvent(ConsentRevokeEvent.newBuilder()
                        .setMsisdn(PhoneNumber.newBuilder().setE164("4799990005")));

        assertThat(read(revocation).subscriber()).isEqualTo("+4799990005");
        assertThat(read(sms("m1")).subscriber()).isNull();
        assertThat(read(sms("m1")
                                .setOwner(Owner.newBuilder()
                                        .setPhoneNumber(PhoneNumber.newBuilder().setE164("+4799990006"))))
                        .subscriber())
                .isEqualTo("+4799990006");
    }

    @ParameterizedTest
    @CsvSource({
        "+4799990005, +4799990005",
        "4799990005, +4799990005",
        "004799990005, +4799990005",
        "'+47 99 99 00 05', +4799990005",
        "MyProduct, MyProduct"
    })
    void numbersAreBroughtIntoOneForm(String sent, String read) {
        assertThat(PhoneNumbers.normalise(sent)).isEqualTo(read);
    }

    @Test
    void maskedNumbersKeepTheirLastTwoDigits() {
        assertThat(PhoneNumbers.mask("+4799990005")).isEqualTo("*********05");
        assertThat(PhoneNumbers.mask("")).isEqualTo("-");
    }

    private static Event.Builder sms(String id) {
        return Event.newBuilder()
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId(id)
                        .setFromE164(PhoneNumber.newBuilder().setE164("+4799990001")));
    }

    private static EventMetadata metadata(long sequence, boolean redelivered) {
        return EventMetadata.newBuilder()
                .setSequence(sequence)
                .setIsRedelivered(redelivered)
                .setAckInbox("_INBOX.a")
                .build();
    }

    private EventFacts read(Event.Builder event) {
        return stream.read(SubscribeEventsResponse.newBuilder().setEvent(event).build());
    }
}
