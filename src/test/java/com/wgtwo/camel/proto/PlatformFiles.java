package com.wgtwo.camel.proto;

import java.util.List;
import java.util.Set;

/**
 * The files of the platform's interface. This table holds what {@code api.json} has lost, as it knows packages only:
 * which file a name is declared in, the outer class of each file, and what a file imports.
 */
final class PlatformFiles {
    private static final String GO = "github.com/working-group-two/wgtwoapis/wgtwo/";

    static final List<PlatformFile> ALL = List.of(
            new PlatformFile(
                    "wgtwo/annotations/annotations.proto",
                    "wgtwo",
                    "com.wgtwo.api.annotations",
                    "AnnotationsProto",
                    GO + "annotations",
                    words("google/protobuf/descriptor.proto"),
                    words("scope status ReleaseStatus")),
            new PlatformFile(
                    "wgtwo/common/v0/errors.proto",
                    "wgtwo.common.v0",
                    "com.wgtwo.api.v0.common",
                    "ErrorsProto",
                    GO + "common/v0",
                    Set.of(),
                    words("StatusCode")),
            new PlatformFile(
                    "wgtwo/common/v0/pagination.proto",
                    "wgtwo.common.v0",
                    "com.wgtwo.api.v0.common",
                    "PaginationProto",
                    GO + "common/v0",
                    Set.of(),
                    words("PaginationRequest PaginationResponse")),
            new PlatformFile(
                    "wgtwo/common/v0/phonenumber.proto",
                    "wgtwo.common.v0",
                    "com.wgtwo.api.v0.common",
                    "PhoneNumberProto",
                    GO + "common/v0",
                    Set.of(),
                    words("PhoneNumber TextAddress NationalPhoneNumber")),
            new PlatformFile(
                    "wgtwo/common/v0/types.proto",
                    "wgtwo.common.v0",
                    "com.wgtwo.api.v0.common",
                    "TypesProto",
                    GO + "common/v0",
                    Set.of(),
                    words("""
                    Imsi Tadig Iccid NetworkIdentity NetworkGeneration GlobalTitle Fqdn
                    SubscriptionIdentifier Tenant""")),
            new PlatformFile(
                    "wgtwo/common/v1/phonenumber.proto",
                    "wgtwo.common.v1",
                    "com.wgtwo.api.v1.common",
                    "PhoneNumberProto",
                    GO + "common/v1",
                    Set.of(),
                    words("E164 National Alphanumeric")),
            new PlatformFile(
                    "wgtwo/common/v1/types.proto",
                    "wgtwo.common.v1",
                    "com.wgtwo.api.v1.common",
                    "TypesProto",
                    GO + "common/v1",
                    Set.of(),
                    words("Country SubscriptionIdentifier Imsi ImeiSv NetworkIdentity IpAddressV4")),
            new PlatformFile(
                    "wgtwo/consents/v0/consents.proto",
                    "wgtwo.consents.v0",
                    "com.wgtwo.api.v0.consent",
                    "ConsentsProto",
                    GO + "consents/v0",
                    words("""
                    wgtwo/annotations/annotations.proto wgtwo/common/v0/errors.proto
                    wgtwo/common/v0/pagination.proto wgtwo/common/v0/phonenumber.proto
                    wgtwo/common/v0/types.proto"""),
                    words("""
                    ConsentService ListConsentsForProductRequest ListConsentsForProductResponse
                    GetConsentsForSubscriptionRequest GetConsentsForSubscriptionResponse
                    CreateConsentForSubscriptionRequest CreateConsentForSubscriptionResponse
                    RevokeConsentForSubscriptionRequest RevokeConsentForSubscriptionResponse Consent
                    ConsentOwner Subscription Scope""")),
            new PlatformFile(
                    "wgtwo/consents/v1/consent_events.proto",
                    "wgtwo.consents.v1",
                    "com.wgtwo.api.v1.consent",
                    "ConsentEventsProto",
                    GO + "consents/v1",
                    words("""
                    wgtwo/annotations/annotations.proto wgtwo/common/v1/phonenumber.proto
                    wgtwo/events/v1/events.proto"""),
                    words("""
                    ConsentEventService StreamConsentChangeEventsRequest StreamConsentChangeEventsResponse
                    AckConsentChangeEventRequest AckConsentChangeEventResponse ConsentChangeEvent
                    ConsentAdded ConsentUpdated ConsentRevoked""")),
            new PlatformFile(
                    "wgtwo/events/v0/events.proto",
                    "wgtwo.events.v0",
                    "com.wgtwo.api.v0.events",
                    "EventsProto",
                    GO + "events/v0",
                    words("""
                    google/protobuf/duration.proto google/protobuf/empty.proto
                    google/protobuf/timestamp.proto wgtwo/annotations/annotations.proto
                    wgtwo/common/v0/phonenumber.proto"""),
                    words("""
                    EventsService EventType ManualAckConfig SubscribeEventsRequest SubscribeEventsResponse
                    AckRequest AckResponse EventMetadata Owner Event ConsentRevokeEvent VoiceEvent
                    VoicemailEvent LocationUpdateEvent FirstAttachmentEvent PeriodicCountryEvent
                    CountryChangeEvent TokenAuditEvent SmsEvent SmsDeliveryReportEvent ImeiSv Handset
                    HandsetUpdateEvent Imsi""")),
            new PlatformFile(
                    "wgtwo/events/v1/events.proto",
                    "wgtwo.events.v1",
                    "com.wgtwo.api.v1.events",
                    "EventsProto",
                    GO + "events/v1",
                    words("""
                    google/protobuf/duration.proto google/protobuf/empty.proto
                    google/protobuf/timestamp.proto wgtwo/common/v1/types.proto"""),
                    words("""
                    StreamConfiguration RegularStream DurableQueue AckInfo AckStatus AckRequest AckResponse
                    Identifier Metadata""")),
            new PlatformFile(
                    "wgtwo/sms/v1/sms.proto",
                    "wgtwo.sms.v1",
                    "com.wgtwo.api.v1.sms",
                    "SmsProto",
                    GO + "sms/v1",
                    words("google/protobuf/duration.proto wgtwo/annotations/annotations.proto"),
                    words("""
                    SmsService SendTextFromSubscriberRequest SendTextToSubscriberRequest
                    SendDataToSubscriberRequest MessageClass ApplicationPort SendMessageResponse""")),
            new PlatformFile(
                    "wgtwo/subscription/v1/subscription_events.proto",
                    "wgtwo.subscription.v1",
                    "com.wgtwo.api.v1.subscription",
                    "SubscriptionEventsProto",
                    GO + "subscriptions/v1",
                    words("""
                    wgtwo/annotations/annotations.proto wgtwo/common/v1/phonenumber.proto
                    wgtwo/common/v1/types.proto wgtwo/events/v1/events.proto"""),
                    words("""
                    SubscriptionEventService StreamHandsetChangeEventsRequest
                    StreamHandsetChangeEventsResponse AckHandsetChangeEventRequest
                    AckHandsetChangeEventResponse StreamCountryChangeEventsRequest
                    StreamCountryChangeEventsResponse AckCountryChangeEventRequest
                    AckCountryChangeEventResponse StreamFirstAttachmentEventsRequest
                    StreamFirstAttachmentEventsResponse AckFirstAttachmentEventRequest
                    AckFirstAttachmentEventResponse StreamPeriodicCountryEventsRequest
                    StreamPeriodicCountryEventsResponse AckPeriodicCountryEventRequest
                    AckPeriodicCountryEventResponse Handset HandsetChangeEvent CountryChangeEvent
                    FirstAttachmentEvent PeriodicCountryEvent""")),
            new PlatformFile(
                    "wgtwo/voicemail/v0/voicemail.proto",
                    "wgtwo.voicemail.v0",
                    "com.wgtwo.api.v0.voicemail",
                    "VoicemailProto",
                    GO + "voicemail/v0",
                    words("""
                    google/protobuf/timestamp.proto google/protobuf/duration.proto
                    wgtwo/annotations/annotations.proto wgtwo/common/v0/phonenumber.proto"""),
                    words("""
                    VoicemailMediaService VoicemailMetadata GetAllVoicemailMetadataRequest
                    GetAllVoicemailMetadataResponse GetVoicemailRequest GetVoicemailResponse
                    MarkVoicemailAsReadRequest MarkVoicemailAsReadResponse DeleteVoicemailRequest
                    DeleteVoicemailResponse ResetVoicemailGreetingRequest ResetVoicemailGreetingResponse""")));

    private PlatformFiles() {}

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }
}
