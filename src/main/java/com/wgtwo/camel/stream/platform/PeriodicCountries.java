package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckPeriodicCountryEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckPeriodicCountryEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsResponse;
import com.wgtwo.camel.stream.EventFacts;

/** The country a SIM is in, told now and then. */
final class PeriodicCountries
        extends StreamV1<
                StreamPeriodicCountryEventsRequest,
                StreamPeriodicCountryEventsResponse,
                AckPeriodicCountryEventRequest,
                AckPeriodicCountryEventResponse> {

    PeriodicCountries() {
        super(
                "periodic-countries",
                SubscriptionEventServiceGrpc.getStreamPeriodicCountryEventsMethod(),
                SubscriptionEventServiceGrpc.getAckPeriodicCountryEventMethod());
    }

    @Override
    StreamPeriodicCountryEventsRequest request(StreamConfiguration configuration) {
        return StreamPeriodicCountryEventsRequest.newBuilder()
                .setStreamConfiguration(configuration)
                .build();
    }

    @Override
    Metadata metadata(StreamPeriodicCountryEventsResponse response) {
        return response.getMetadata();
    }

    @Override
    Message withMetadata(StreamPeriodicCountryEventsResponse response, Metadata metadata) {
        return response.toBuilder().setMetadata(metadata).build();
    }

    @Override
    String type(StreamPeriodicCountryEventsResponse response) {
        return response.hasPeriodicCountryEvent() ? "PERIODIC_COUNTRY_EVENT" : EventFacts.UNKNOWN_TYPE;
    }

    @Override
    String number(StreamPeriodicCountryEventsResponse response) {
        return response.getPeriodicCountryEvent().getNumber().getE164();
    }

    @Override
    AckPeriodicCountryEventRequest ackRequest(AckInfo handle) {
        return AckPeriodicCountryEventRequest.newBuilder().setAckInfo(handle).build();
    }

    @Override
    AckStatus status(AckPeriodicCountryEventResponse response) {
        return response.getAckStatus();
    }
}
