package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckHandsetChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckHandsetChangeEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import com.wgtwo.camel.stream.EventFacts;

/** A SIM moved to another handset. */
final class HandsetChanges
        extends StreamV1<
                StreamHandsetChangeEventsRequest,
                StreamHandsetChangeEventsResponse,
                AckHandsetChangeEventRequest,
                AckHandsetChangeEventResponse> {

    HandsetChanges() {
        super(
                "handset-changes",
                SubscriptionEventServiceGrpc.getStreamHandsetChangeEventsMethod(),
                SubscriptionEventServiceGrpc.getAckHandsetChangeEventMethod());
    }

    @Override
    StreamHandsetChangeEventsRequest request(StreamConfiguration configuration) {
        return StreamHandsetChangeEventsRequest.newBuilder()
                .setStreamConfiguration(configuration)
                .build();
    }

    @Override
    Metadata metadata(StreamHandsetChangeEventsResponse response) {
        return response.getMetadata();
    }

    @Override
    Message withMetadata(StreamHandsetChangeEventsResponse response, Metadata metadata) {
        return response.toBuilder().setMetadata(metadata).build();
    }

    @Override
    String type(StreamHandsetChangeEventsResponse response) {
        return response.hasHandsetChangeEvent() ? "HANDSET_CHANGE_EVENT" : EventFacts.UNKNOWN_TYPE;
    }

    @Override
    String number(StreamHandsetChangeEventsResponse response) {
        return response.getHandsetChangeEvent().getNumber().getE164();
    }

    @Override
    AckHandsetChangeEventRequest ackRequest(AckInfo handle) {
        return AckHandsetChangeEventRequest.newBuilder().setAckInfo(handle).build();
    }

    @Override
    AckStatus status(AckHandsetChangeEventResponse response) {
        return response.getAckStatus();
    }
}
