package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v1.subscription.SubscriptionEventServiceGrpc;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckCountryChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckCountryChangeEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckFirstAttachmentEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckFirstAttachmentEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckHandsetChangeEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckHandsetChangeEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckPeriodicCountryEventRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.AckPeriodicCountryEventResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsRequest;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsResponse;
import io.grpc.stub.StreamObserver;

/** The streams about subscriptions: handsets, first attachments and countries. */
public final class SubscriptionEventsV1Service extends SubscriptionEventServiceGrpc.SubscriptionEventServiceImplBase {
    private final V1Streams streams;

    /** @param streams the streams of version 1 */
    public SubscriptionEventsV1Service(V1Streams streams) {
        this.streams = streams;
    }

    @Override
    public void streamHandsetChangeEvents(
            StreamHandsetChangeEventsRequest request, StreamObserver<StreamHandsetChangeEventsResponse> observer) {
        streams.handsetChanges().open(request.getStreamConfiguration(), observer);
    }

    @Override
    public void ackHandsetChangeEvent(
            AckHandsetChangeEventRequest request, StreamObserver<AckHandsetChangeEventResponse> observer) {
        streams.handsetChanges()
                .ack(
                        request.getAckInfo(),
                        observer,
                        status -> AckHandsetChangeEventResponse.newBuilder()
                                .setAckStatus(status)
                                .build());
    }

    @Override
    public void streamFirstAttachmentEvents(
            StreamFirstAttachmentEventsRequest request, StreamObserver<StreamFirstAttachmentEventsResponse> observer) {
        streams.firstAttachments().open(request.getStreamConfiguration(), observer);
    }

    @Override
    public void ackFirstAttachmentEvent(
            AckFirstAttachmentEventRequest request, StreamObserver<AckFirstAttachmentEventResponse> observer) {
        streams.firstAttachments()
                .ack(
                        request.getAckInfo(),
                        observer,
                        status -> AckFirstAttachmentEventResponse.newBuilder()
                                .setAckStatus(status)
                                .build());
    }

    @Override
    public void streamCountryChangeEvents(
            StreamCountryChangeEventsRequest request, StreamObserver<StreamCountryChangeEventsResponse> observer) {
        streams.countryChanges().open(request.getStreamConfiguration(), observer);
    }

    @Override
    public void ackCountryChangeEvent(
            AckCountryChangeEventRequest request, StreamObserver<AckCountryChangeEventResponse> observer) {
        streams.countryChanges()
                .ack(
                        request.getAckInfo(),
                        observer,
                        status -> AckCountryChangeEventResponse.newBuilder()
                                .setAckStatus(status)
                                .build());
    }

    @Override
    public void streamPeriodicCountryEvents(
            StreamPeriodicCountryEventsRequest request, StreamObserver<StreamPeriodicCountryEventsResponse> observer) {
        streams.periodicCountries().open(request.getStreamConfiguration(), observer);
    }

    @Override
    public void ackPeriodicCountryEvent(
            AckPeriodicCountryEventRequest request, StreamObserver<AckPeriodicCountryEventResponse> observer) {
        streams.periodicCountries()
                .ack(
                        request.getAckInfo(),
                        observer,
                        status -> AckPeriodicCountryEventResponse.newBuilder()
                                .setAckStatus(status)
                                .build());
    }
}
