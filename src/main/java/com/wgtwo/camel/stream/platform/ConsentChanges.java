package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.consent.ConsentEventServiceGrpc;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.camel.stream.EventFacts;

/** A subscriber's or a whole tenant's consent was given, changed or withdrawn. */
final class ConsentChanges
        extends StreamV1<
                StreamConsentChangeEventsRequest,
                StreamConsentChangeEventsResponse,
                AckConsentChangeEventRequest,
                AckConsentChangeEventResponse> {

    ConsentChanges() {
        super(
                "consent-changes",
                ConsentEventServiceGrpc.getStreamConsentChangeEventsMethod(),
                ConsentEventServiceGrpc.getAckConsentChangeEventMethod());
    }

    @Override
    StreamConsentChangeEventsRequest request(StreamConfiguration configuration) {
        return StreamConsentChangeEventsRequest.newBuilder()
                .setStreamConfiguration(configuration)
                .build();
    }

    @Override
    Metadata metadata(StreamConsentChangeEventsResponse response) {
        return response.getMetadata();
    }

    @Override
    Message withMetadata(StreamConsentChangeEventsResponse response, Metadata metadata) {
        return response.toBuilder().setMetadata(metadata).build();
    }

    @Override
    String type(StreamConsentChangeEventsResponse response) {
        return switch (response.getConsentChangeEvent().getTypeCase()) {
            case ADDED -> "CONSENT_ADDED";
            case UPDATED -> "CONSENT_UPDATED";
            case REVOKED -> "CONSENT_REVOKED";
            case TYPE_NOT_SET -> EventFacts.UNKNOWN_TYPE;
        };
    }

    @Override
    String number(StreamConsentChangeEventsResponse response) {
        return response.getConsentChangeEvent().getNumber().getE164();
    }

    @Override
    String tenant(StreamConsentChangeEventsResponse response) {
        return response.getConsentChangeEvent().getTenant();
    }

    @Override
    AckConsentChangeEventRequest ackRequest(AckInfo handle) {
        return AckConsentChangeEventRequest.newBuilder().setAckInfo(handle).build();
    }

    @Override
    AckStatus status(AckConsentChangeEventResponse response) {
        return response.getAckStatus();
    }
}
