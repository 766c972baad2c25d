package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckCountryChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckCountryChangeEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsResponse;
import com.wgtwo.camel.stream.EventFacts;

/** A SIM was seen in another country than before. */
final class CountryChanges
        extends StreamV1<
                StreamCountryChangeEventsRequest,
                StreamCountryChangeEventsResponse,
                AckCountryChangeEventRequest,
                AckCountryChangeEventResponse> {

    CountryChanges() {
        super(
                "country-changes",
                SubscriptionEventServiceGrpc.getStreamCountryChangeEventsMethod(),
                SubscriptionEventServiceGrpc.getAckCountryChangeEventMethod());
    }

    @Override
    StreamCountryChangeEventsRequest request(StreamConfiguration configuration) {
        return StreamCountryChangeEventsRequest.newBuilder()
                .setStreamConfiguration(configuration)
                .build();
    }

    @Override
    Metadata metadata(StreamCountryChangeEventsResponse response) {
        return response.getMetadata();
    }

    @Override
    Message withMetadata(StreamCountryChangeEventsResponse response, Metadata metadata) {
        return response.toBuilder().setMetadata(metadata).build();
    }

    @Override
    String type(StreamCountryChangeEventsResponse response) {
        return response.hasCountryChangeEvent() ? "COUNTRY_CHANGE_EVENT" : EventFacts.UNKNOWN_TYPE;
    }

    @Override
    String number(StreamCountryChangeEventsResponse response) {
        return response.getCountryChangeEvent().getNumber().getE164();
    }

    @Override
    AckCountryChangeEventRequest ackRequest(AckInfo handle) {
        return AckCountryChangeEventRequest.newBuilder().setAckInfo(handle).build();
    }

    @Override
    AckStatus status(AckCountryChangeEventResponse response) {
        return response.getAckStatus();
    }
}
