package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamCountryChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamFirstAttachmentEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamPeriodicCountryEventsResponse;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.BrokerFaults;
import com.wgtwo.camel.sandbox.broker.BrokerSettings;
import java.time.Clock;
import java.util.List;

/**
 * The five streams of version 1.
 *
 * @param consentChanges consents added, updated and revoked
 * @param handsetChanges SIMs that moved to another handset
 * @param firstAttachments SIMs seen for the first time
 * @param countryChanges subscribers that went to another country
 * @param periodicCountries where subscribers are
 */
public record V1Streams(
        V1Stream<StreamConsentChangeEventsResponse> consentChanges,
        V1Stream<StreamHandsetChangeEventsResponse> handsetChanges,
        V1Stream<StreamFirstAttachmentEventsResponse> firstAttachments,
        V1Stream<StreamCountryChangeEventsResponse> countryChanges,
        V1Stream<StreamPeriodicCountryEventsResponse> periodicCountries) {

    /** The streams, each with a broker of its own. */
    public static V1Streams create(BrokerSettings settings, Clock clock, BrokerFaults faults, Streams streams) {
        Maker maker = new Maker(settings, clock, faults, streams);
        return new V1Streams(
                maker.make("consent-changes", StreamConsentChangeEventsResponse.getDefaultInstance()),
                maker.make("handset-changes", StreamHandsetChangeEventsResponse.getDefaultInstance()),
                maker.make("first-attachments", StreamFirstAttachmentEventsResponse.getDefaultInstance()),
                maker.make("country-changes", StreamCountryChangeEventsResponse.getDefaultInstance()),
                maker.make("periodic-countries", StreamPeriodicCountryEventsResponse.getDefaultInstance()));
    }

    /** All five, in a fixed order. */
    public List<V1Stream<?>> all() {
        return List.of(consentChanges, handsetChanges, firstAttachments, countryChanges, periodicCountries);
    }

    /**
     * The stream that carries such a response or payload.
     *
     * @throws IllegalArgumentException when there is none
     */
    public V1Stream<?> of(Message message) {
        return all().stream()
                .filter(stream -> stream.carries(message))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream of version 1 carries a "
                        + message.getDescriptorForType().getFullName()));
    }

    private record Maker(BrokerSettings settings, Clock clock, BrokerFaults faults, Streams streams) {
        <R extends Message> V1Stream<R> make(String name, R prototype) {
            return new V1Stream<>(new Broker<>(name, settings, clock, faults), prototype, streams);
        }
    }
}
