package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.wgtwo.api.v0.common.PaginationProto.PaginationRequest;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.consent.ConsentServiceGrpc;
import com.wgtwo.api.v0.consent.ConsentsProto.Consent;
import com.wgtwo.api.v0.consent.ConsentsProto.CreateConsentForSubscriptionRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.GetConsentsForSubscriptionRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductResponse;
import com.wgtwo.api.v0.consent.ConsentsProto.RevokeConsentForSubscriptionRequest;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SmsDeliveryReportEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.voicemail.VoicemailMediaServiceGrpc;
import com.wgtwo.api.v0.voicemail.VoicemailProto.DeleteVoicemailRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetAllVoicemailMetadataRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.MarkVoicemailAsReadRequest;
import com.wgtwo.api.v1.sms.SmsProto.SendDataToSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.api.v1.sms.SmsProto.SendTextFromSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsProto.SendTextToSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsServiceGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The unary services: sending SMS, voicemail, consents, reflection. */
class ServicesTest {
    private static final String SUBSCRIBER = "+4799990001";

    private final Sandbox sandbox = Sandbox.builder().smallConsentPages(true).start();
    private final Client client = new Client(sandbox);
    private final SmsServiceGrpc.SmsServiceBlockingStub sms = SmsServiceGrpc.newBlockingStub(client.channel());
    private final VoicemailMediaServiceGrpc.VoicemailMediaServiceBlockingStub voicemail =
            VoicemailMediaServiceGrpc.newBlockingStub(client.channel());
    private final ConsentServiceGrpc.ConsentServiceBlockingStub consents =
            ConsentServiceGrpc.newBlockingStub(client.channel());

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void aTextFromASubscriberComesBackAsEventAndThenAsDeliveryReport() {
        var stream = client.subscribe(Client.sms().addType(EventType.SMS_DELIVERY_REPORT_EVENT));
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        SendMessageResponse sent = sms.sendTextFromSubscriber(SendTextFromSubscriberRequest.newBuilder()
                .setContent("hi")
                .setFromSubscriber(SUBSCRIBER)
                .setToAddress("+46724450024")
                .build());
        assertThat(sent.getStatus()).isEqualTo(SendStatus.SEND_STATUS_OK);
        Event event = stream.await(2).get(0).getEvent();
        assertThat(event.getSmsEvent().getId()).isEqualTo(sent.getMessageId());
        assertThat(event.getSmsEvent().getText()).isEqualTo("hi");
        assertThat(event.getSmsEvent().getDirection()).isEqualTo(SmsEvent.Direction.FROM_SUBSCRIBER);
        assertThat(event.getOwner().getPhoneNumber().getE164()).isEqualTo(SUBSCRIBER);
        assertThat(event.getServiceId()).isEqualTo("wotel");
        SmsDeliveryReportEvent report = stream.get(1).getEvent().getSmsDeliveryReportEvent();
        assertThat(report.getSmsId()).isEqualTo(sent.getMessageId());
        assertThat(report.getStatus()).isEqualTo(SmsDeliveryReportEvent.Status.DELIVERED);
        assertThat(report.getToE164().getE164()).isEqualTo("+46724450024");
    }

    @Test
    void aTextToASubscriberMayComeFromAName() {
        var stream = client.subscribe(Client.sms());
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        sms.sendTextToSubscriber(SendTextToSubscriberRequest.newBuilder()
                .setContent("hi")
                .setToSubscriber(SUBSCRIBER)
                .setFromAddress("MyProduct")
                .build());
        SmsEvent event = stream.await(1).get(0).getEvent().getSmsEvent();
        assertThat(event.getDirection()).isEqualTo(SmsEvent.Direction.TO_SUBSCRIBER);
        assertThat(event.getFromTextAddress().getTextAddress()).isEqualTo("MyProduct");
    }

    @Test
    void dataToASubscriberKeepsItsBytes() {
        var stream = client.subscribe(Client.sms());
        Awaits.until(() -> sandbox.faults().openStreams() == 1);
        ByteString data = ByteString.copyFrom(new byte[] {0, -1, -2});
        sms.sendDataToSubscriber(SendDataToSubscriberRequest.newBuilder()
                .setContent(data)
                .setToSubscriber(SUBSCRIBER)
                .setFromAddress("2097")
                .build());
        SmsEvent event = stream.await(1).get(0).getEvent().getSmsEvent();
        assertThat(event.getBytes()).isEqualTo(data);
        assertThat(event.getFromNationalPhoneNumber().getNationalPhoneNumber()).isEqualTo("2097");
    }

    @Test
    void aTextToNobodyIsRejected() {
        SendMessageResponse sent = sms.sendTextToSubscriber(
                SendTextToSubscriberRequest.newBuilder().setContent("hi").build());
        assertThat(sent.getStatus()).isEqualTo(SendStatus.SEND_STATUS_REJECT);
        assertThat(sent.getDescription()).startsWith("to_subscriber must be a phone number");
    }

    @Test
    void theRecordingOfAVoicemailEventIsAWavFile() throws Exception {
        String id = sandbox.emitRandom(EventType.VOICEMAIL_EVENT)
                .getVoicemailEvent()
                .getVoicemailId();
        GetVoicemailResponse response = voicemail.getVoicemail(
                GetVoicemailRequest.newBuilder().setVoicemailId(id).build());
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(response.getWav().toByteArray()))) {
            assertThat(audio.getFrameLength()).isEqualTo(4000);
        }
        assertThat(response.getMetadata().getDuration().getNanos()).isEqualTo(500_000_000);
    }

    @Test
    void anUnknownVoicemailIsNotFound() {
        assertThatThrownBy(() -> voicemail.getVoicemail(GetVoicemailRequest.newBuilder()
                        .setVoicemailId("nothing")
                        .build()))
                .hasMessageStartingWith("NOT_FOUND");
    }

    @Test
    void aVoicemailWithoutIdIsAnInvalidArgument() {
        assertThatThrownBy(() -> voicemail.getVoicemail(GetVoicemailRequest.getDefaultInstance()))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void aVoicemailIsMarkedAsReadAndDeleted() {
        var event = sandbox.emitRandom(EventType.VOICEMAIL_EVENT).getVoicemailEvent();
        String id = event.getVoicemailId();
        GetAllVoicemailMetadataRequest all = GetAllVoicemailMetadataRequest.newBuilder()
                .setTo(event.getToNumber())
                .build();
        var ignored = voicemail.markVoicemailAsRead(
                MarkVoicemailAsReadRequest.newBuilder().setVoicemailId(id).build());
        assertThat(voicemail.getAllVoicemailMetadata(all).getMetadata(0).getPlayed())
                .isTrue();
        var alsoIgnored = voicemail.deleteVoicemail(
                DeleteVoicemailRequest.newBuilder().setVoicemailId(id).build());
        assertThat(voicemail.getAllVoicemailMetadata(all).getMetadataCount()).isZero();
    }

    @Test
    void consentsAreListedPageByPage() {
        ListConsentsForProductResponse first = page(15, "");
        ListConsentsForProductResponse second = page(15, first.getPagination().getNextPageToken());
        assertThat(first.getConsentsCount()).isEqualTo(15);
        assertThat(second.getConsentsCount()).isEqualTo(5);
        assertThat(second.getPagination().getNextPageToken()).isEmpty();
    }

    @Test
    void aPageTokenNobodyGaveOutIsRefused() {
        assertThatThrownBy(() -> page(15, "x")).hasMessageStartingWith("INVALID_ARGUMENT: page_token");
    }

    @Test
    void smallPagesAreRefusedAsOnThePlatform() {
        try (Sandbox strict = Sandbox.builder().start();
                Client other = new Client(strict)) {
            var stub = ConsentServiceGrpc.newBlockingStub(other.channel());
            assertThatThrownBy(() -> stub.listConsentsForProduct(ListConsentsForProductRequest.newBuilder()
                            .setPagination(PaginationRequest.newBuilder().setPageSize(99))
                            .build()))
                    .hasMessageContaining("page_size is 99; 100 to 1000 is allowed");
        }
    }

    @Test
    void aTenantsConsentIsListedAsTheTenants() {
        sandbox.consents().clear();
        sandbox.consents().grantTenant("wotel", Set.of("events.sms.subscribe"));
        Consent consent = page(0, "").getConsents(0);
        assertThat(consent.getOwner().getTenant().getName()).isEqualTo("wotel");
        assertThat(consent.getScopes(0).getProperty()).isEqualTo("events.sms.subscribe");
    }

    @Test
    void creatingAndRevokingAConsentChangesTheListAndSendsEvents() {
        PhoneNumber number = PhoneNumber.newBuilder().setE164(SUBSCRIBER).build();
        var ignored = consents.revokeConsentForSubscription(RevokeConsentForSubscriptionRequest.newBuilder()
                .setPhoneNumber(number)
                .build());
        assertThat(consentsOf(number)).isZero();
        var alsoIgnored = consents.createConsentForSubscription(CreateConsentForSubscriptionRequest.newBuilder()
                .setPhoneNumber(number)
                .build());
        assertThat(consentsOf(number)).isEqualTo(1);
        assertThat(sandbox.v1().consentChanges().broker().published()).isEqualTo(2);
    }

    @Test
    void reflectionNamesAllServices() {
        var stream = new ClientStream<ServerReflectionRequest, ServerReflectionResponse>(true);
        var requests = ServerReflectionGrpc.newStub(client.channel()).serverReflectionInfo(stream);
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(stream.await(1).get(0).getListServicesResponse().getServiceList().stream()
                        .map(service -> service.getName())
                        .collect(Collectors.toSet()))
                .contains(
                        "wgtwo.events.v0.EventsService",
                        "wgtwo.consents.v1.ConsentEventService",
                        "wgtwo.subscription.v1.SubscriptionEventService",
                        "wgtwo.consents.v0.ConsentService",
                        "wgtwo.sms.v1.SmsService",
                        "wgtwo.voicemail.v0.VoicemailMediaService",
                        "grpc.reflection.v1alpha.ServerReflection");
        requests.onCompleted();
    }

    private int consentsOf(PhoneNumber number) {
        return consents.getConsentsForSubscription(GetConsentsForSubscriptionRequest.newBuilder()
                        .setPhoneNumber(number)
                        .build())
                .getConsentsCount();
    }

    private ListConsentsForProductResponse page(int size, String token) {
        return consents.listConsentsForProduct(ListConsentsForProductRequest.newBuilder()
                .setPagination(PaginationRequest.newBuilder().setPageSize(size).setPageToken(token))
                .build());
    }
}
