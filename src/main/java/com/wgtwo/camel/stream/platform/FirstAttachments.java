package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckFirstAttachmentEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckFirstAttachmentEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsResponse;
import com.wgtwo.camel.stream.EventFacts;

/** A SIM attached to a network for the first time. */
final class FirstAttachments
        extends StreamV1<
                StreamFirstAttachmentEventsRequest,
                StreamFirstAttachmentEventsResponse,
                AckFirstAttachmentEventRequest,
                AckFirstAttachmentEventResponse> {

    FirstAttachments() {
        super(
                "first-attachments",
                SubscriptionEventServiceGrpc.getStreamFirstAttachmentEventsMethod(),
                SubscriptionEventServiceGrpc.getAckFirstAttachmentEventMethod());
    }

    @Override
    StreamFirstAttachmentEventsRequest request(StreamConfiguration configuration) {
        return StreamFirstAttachmentEventsRequest.newBuilder()
                .setStreamConfiguration(configuration)
                .build();
    }

    @Override
    Metadata metadata(StreamFirstAttachmentEventsResponse response) {
        return response.getMetadata();
    }

    @Override
    Message withMetadata(StreamFirstAttachmentEventsResponse response, Metadata metadata) {
        return response.toBuilder().setMetadata(metadata).build();
    }

    @Override
    String type(StreamFirstAttachmentEventsResponse response) {
        return response.hasFirstAttachmentEvent() ? "FIRST_ATTACHMENT_EVENT" : EventFacts.UNKNOWN_TYPE;
    }

    @Override
    String number(StreamFirstAttachmentEventsResponse response) {
        return response.getFirstAttachmentEvent().getNumber().getE164();
    }

    @Override
    AckFirstAttachmentEventRequest ackRequest(AckInfo handle) {
        return AckFirstAttachmentEventRequest.newBuilder().setAckInfo(handle).build();
    }

    @Override
    AckStatus status(AckFirstAttachmentEventResponse response) {
        return response.getAckStatus();
    }
}
