package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v1.consent.ConsentEventServiceGrpc;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.AckConsentChangeEventResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsRequest;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import io.grpc.stub.StreamObserver;

/** The stream of consent changes. */
public final class ConsentEventsV1Service extends ConsentEventServiceGrpc.ConsentEventServiceImplBase {
    private final V1Streams streams;

    /** @param streams the streams of version 1 */
    public ConsentEventsV1Service(V1Streams streams) {
        this.streams = streams;
    }

    @Override
    public void streamConsentChangeEvents(
            StreamConsentChangeEventsRequest request, StreamObserver<StreamConsentChangeEventsResponse> observer) {
        streams.consentChanges().open(request.getStreamConfiguration(), observer);
    }

    @Override
    public void ackConsentChangeEvent(
            AckConsentChangeEventRequest request, StreamObserver<AckConsentChangeEventResponse> observer) {
        streams.consentChanges()
                .ack(
                        request.getAckInfo(),
                        observer,
                        status -> AckConsentChangeEventResponse.newBuilder()
                                .setAckStatus(status)
                                .build());
    }
}
