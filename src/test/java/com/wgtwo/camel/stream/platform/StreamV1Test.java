package com.wgtwo.camel.stream.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Identifier;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.SubscriptionSettings;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StreamV1Test {

    private final ConsentChanges stream = new ConsentChanges();

    private static SubscriptionSettings settings(String queue, String durable, String position, boolean manualAck) {
        return new SubscriptionSettings(
                List.of(), StartPosition.parse(position), "", queue, durable, 20, Duration.ofSeconds(45), manualAck);
    }

    private StreamConfiguration configuration(String queue, String durable, String position, boolean manualAck) {
        StreamConsentChangeEventsRequest request = stream.request(settings(queue, durable, position, manualAck));
        return request.getStreamConfiguration();
    }

    @Test
    void aQueueNameIsTheCustomNameOfADurableQueue() {
        StreamConfiguration sent = configuration("q", "d", "oldest", true);

        assertThat(sent.getDurableQueue().getCustomName()).isEqualTo("q");
        assertThat(sent.getMaxInFlight()).isEqualTo(20);
        assertThat(sent.getCustomAckTimeout().getSeconds()).isEqualTo(45);
        assertThat(sent.hasStartAtOldestPossible()).isTrue();
    }

    @Test
    void withoutNamesTheStreamIsRegular() {
        assertThat(configuration("", "", "new", true).hasRegular()).isTrue();
        assertThat(configuration("", "d", "new", true).getDurableQueue().getCustomName())
                .isEqualTo("d");
    }

    @Test
    void acksByThePlatformAreAskedForExplicitly() {
        assertThat(configuration("q", "", "new", false).hasDisableExplicitAck()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"last", "delta:10m"})
    void startPositionsThatOnlyV0OffersAreRefused(String position) {
        assertThatThrownBy(() -> configuration("q", "", position, true))
                .hasMessageContaining("is not offered by the stream 'consent-changes'");
    }

    @ParameterizedTest
    @CsvSource({
        "consent-changes, ''",
        "handset-changes, subscription.handset_details:read",
        "first-attachments, subscription.first_attachment:read",
        "country-changes, subscription.country_change:read",
        "periodic-countries, subscription.periodic_country:read"
    })
    void scopesAreThoseOfTheInterface(String name, String scope) {
        PlatformStream<?, ?, ?, ?> named = PlatformStreams.get(name);

        assertThat(String.join(" ", named.scopes(List.of()))).isEqualTo(scope);
    }

    @Test
    void aRevocationOfATenantNamesTheTenantAndNoSubscriber() {
        EventFacts facts = stream.read(response(ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setTenant("wotel")));

        assertThat(facts.type()).isEqualTo("CONSENT_REVOKED");
        assertThat(facts.tenant()).isEqualTo("wotel");
        assertThat(facts.subscriber()).isNull();
    }

    @Test
    void aRevocationOfANumberNamesTheSubscriberAndItsTenant() {
        EventFacts facts = stream.read(response(ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setNumber(E164.newBuilder().setE164("4799990005"))));

        assertThat(facts.subscriber()).isEqualTo("+4799990005");
        assertThat(facts.tenant()).isEqualTo("wotel");
    }

    @Test
    void identityLeavesAckHandleAndRedeliveryMarkOut() {
        StreamConsentChangeEventsResponse first =
                response(ConsentChangeEvent.newBuilder().setTenant("wotel"));
        StreamConsentChangeEventsResponse again = first.toBuilder()
                .setMetadata(first.getMetadata().toBuilder()
                        .setIsRedelivered(true)
                        .setAckInfo(AckInfo.newBuilder().setValue("other")))
                .build();

        assertThat(stream.read(again).id()).isEqualTo(stream.read(first).id());
        assertThat(stream.read(again).ackRequest())
                .isNotEqualTo(stream.read(first).ackRequest());
    }

    @ParameterizedTest
    @EnumSource(
            value = AckStatus.StatusCode.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNRECOGNIZED"})
    void onlySuccessIsAnAcceptedAck(AckStatus.StatusCode code) {
        AckConsentChangeEventResponse answer = AckConsentChangeEventResponse.newBuilder()
                .setAckStatus(AckStatus.newBuilder().setStatusCode(code))
                .build();

        assertThat(stream.acknowledged(answer)).isEqualTo(code == AckStatus.StatusCode.STATUS_CODE_SUCCESS);
    }

    @Test
    void everyStreamReadsAnEmptyResponseAsUnknown() {
        for (String name : PlatformStreams.names()) {
            assertThat(readEmpty(PlatformStreams.get(name)).understood())
                    .as(name)
                    .isFalse();
        }
    }

    private static <E extends Message> EventFacts readEmpty(PlatformStream<?, E, ?, ?> named) {
        @SuppressWarnings("unchecked") // generated marshallers of protobuf carry the message's type
        E empty = ((PrototypeMarshaller<E>) named.streamMethod().getResponseMarshaller()).getMessagePrototype();
        return named.read(empty);
    }

    private static StreamConsentChangeEventsResponse response(ConsentChangeEvent.Builder event) {
        return StreamConsentChangeEventsResponse.newBuilder()
                .setMetadata(Metadata.newBuilder()
                        .setTimestamp(Timestamps.fromSeconds(1_700_000_000))
                        .setIdentifier(Identifier.newBuilder()
                                .setSubscriptionIdentifier(
                                        SubscriptionIdentifier.newBuilder().setWg2Rn("wotel:dublin:42")))
                        .setAckInfo(AckInfo.newBuilder().setValue("opaque")))
                .setConsentChangeEvent(event)
                .build();
    }
}
