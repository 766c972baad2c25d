package com.wgtwo.camel.stream.platform;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.AckResponse;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.ManualAckConfig;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.EventId;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.SubscriptionSettings;
import io.grpc.MethodDescriptor;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The v0 events: SMS, voice, voicemail, location and the rest, all types over one call. */
final class EventsV0
        implements PlatformStream<SubscribeEventsRequest, SubscribeEventsResponse, AckRequest, AckResponse> {

    @Override
    public String name() {
        return "events";
    }

    @Override
    public MethodDescriptor<SubscribeEventsRequest, SubscribeEventsResponse> streamMethod() {
        return EventsServiceGrpc.getSubscribeMethod();
    }

    @Override
    public MethodDescriptor<AckRequest, AckResponse> ackMethod() {
        return EventsServiceGrpc.getAckMethod();
    }

    @Override
    public Set<String> scopes(Collection<String> eventTypes) {
        Set<String> scopes = new TreeSet<>();
        for (String type : eventTypes) {
            String scope = EventTypes.scope(EventTypes.parse(type));
            if (!scope.isEmpty()) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    @Override
    public SubscribeEventsRequest request(SubscriptionSettings settings) {
        if (settings.eventTypes().isEmpty()) {
            throw new IllegalArgumentException("no event type is given, but the stream 'events' needs at least one");
        }
        if (settings.clientId().isEmpty()
                && !settings.durableName().isEmpty()
                && settings.queueName().isEmpty()) {
            throw new IllegalArgumentException("durable name '" + settings.durableName()
                    + "' is given without queue name and client id, but a durable subscription needs one of the two");
        }
        if (settings.clientId().isEmpty()
                && settings.durableName().isEmpty()
                && !settings.queueName().isEmpty()) {
            throw new IllegalArgumentException("queue name '" + settings.queueName()
                    + "' is given without durable name and client id, but a queue subscription needs one of the two");
        }
        SubscribeEventsRequest.Builder request = SubscribeEventsRequest.newBuilder()
                .setClientId(settings.clientId())
                .setQueueName(settings.queueName())
                .setDurableName(settings.durableName())
                .setMaxInFlight(settings.maxInFlight());
        settings.eventTypes().forEach(type -> request.addType(EventTypes.parse(type)));
        if (settings.manualAck()) {
            request.setManualAck(ManualAckConfig.newBuilder()
                    .setEnable(true)
                    .setTimeout(Durations.fromNanos(settings.ackTimeout().toNanos())));
        }
        start(request, settings.startPosition());
        return request.build();
    }

    private static void start(SubscribeEventsRequest.Builder request, StartPosition position) {
        if (position instanceof StartPosition.Oldest) {
            request.setStartAtOldestPossible(Empty.getDefaultInstance());
        } else if (position instanceof StartPosition.Last) {
            request.setStartWithLastReceived(Empty.getDefaultInstance());
        } else if (position instanceof StartPosition.Sequence sequence) {
            request.setStartAtSequence(sequence.number());
        } else if (position instanceof StartPosition.Timestamp timestamp) {
            Instant instant = timestamp.instant();
            request.setStartAtTimestamp(com.google.protobuf.Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano()));
        } else if (position instanceof StartPosition.Delta delta) {
            request.setStartAtTimeDelta(Durations.fromNanos(delta.age().toNanos()));
        }
    }

    @Override
    public EventFacts read(SubscribeEventsResponse response) {
        Event event = response.getEvent();
        EventMetadata metadata = event.getMetadata();
        return new EventFacts(
                EventId.of(event.toByteArray(), bytesBeforeContent(event)),
                type(event),
                subscriber(event),
                event.getOwner().getSub().isEmpty() ? null : event.getOwner().getSub(),
                event.getServiceId().isEmpty() ? null : event.getServiceId(),
                timestamp(event),
                metadata.getIsRedelivered(),
                ackRequest(metadata));
    }

    /** Protobuf writes fields by their numbers, of which the metadata has the lowest. */
    private static int bytesBeforeContent(Event event) {
        return event.hasMetadata()
                ? CodedOutputStream.computeMessageSize(Event.METADATA_FIELD_NUMBER, event.getMetadata())
                : 0;
    }

    private static @Nullable Message ackRequest(EventMetadata metadata) {
        if (metadata.getAckInbox().isEmpty()) {
            return null;
        }
        return AckRequest.newBuilder()
                .setInbox(metadata.getAckInbox())
                .setSequence(metadata.getSequence())
                .build();
    }

    private static @Nullable Instant timestamp(Event event) {
        if (!event.hasTimestamp() || !Timestamps.isValid(event.getTimestamp())) {
            return null;
        }
        return Instant.ofEpochSecond(
                event.getTimestamp().getSeconds(), event.getTimestamp().getNanos());
    }

    private static String type(Event event) {
        return switch (event.getEventCase()) {
            case VOICE_EVENT -> "VOICE_EVENT";
            case VOICEMAIL_EVENT -> "VOICEMAIL_EVENT";
            case LOCATION_UPDATE_EVENT -> "LOCATION_UPDATE_EVENT";
            case COUNTRY_CHANGE_EVENT -> "COUNTRY_CHANGE_EVENT";
            case TOKEN_AUDIT_EVENT -> "TOKEN_AUDIT_EVENT";
            case SMS_EVENT -> "SMS_EVENT";
            case SMS_DELIVERY_REPORT_EVENT -> "SMS_DELIVERY_REPORT_EVENT";
            case CONSENT_REVOKE_EVENT -> "CONSENT_REVOKE_EVENT";
            case HANDSET_UPDATE_EVENT -> "HANDSET_UPDATE_EVENT";
            case FIRST_ATTACHMENT_EVENT -> "FIRST_ATTACHMENT_EVENT";
            case PERIODIC_COUNTRY_EVENT -> "PERIODIC_COUNTRY_EVENT";
            case EVENT_NOT_SET -> EventFacts.UNKNOWN_TYPE;
        };
    }

    /** The owner, or the number the event is about; never a sender or receiver, who may be somebody else. */
    private static @Nullable String subscriber(Event event) {
        String owner = event.getOwner().getPhoneNumber().getE164();
        if (!owner.isEmpty()) {
            return PhoneNumbers.normalise(owner);
        }
        return switch (event.getEventCase()) {
            case LOCATION_UPDATE_EVENT ->
                PhoneNumbers.normalise(
                        event.getLocationUpdateEvent().getNumber().getE164());
            case COUNTRY_CHANGE_EVENT ->
                PhoneNumbers.normalise(event.getCountryChangeEvent().getMsisdn().getE164());
            case CONSENT_REVOKE_EVENT ->
                PhoneNumbers.normalise(event.getConsentRevokeEvent().getMsisdn().getE164());
            case HANDSET_UPDATE_EVENT ->
                PhoneNumbers.normalise(event.getHandsetUpdateEvent().getNumber().getE164());
            case FIRST_ATTACHMENT_EVENT ->
                PhoneNumbers.normalise(
                        event.getFirstAttachmentEvent().getNumber().getE164());
            case PERIODIC_COUNTRY_EVENT ->
                PhoneNumbers.normalise(
                        event.getPeriodicCountryEvent().getNumber().getE164());
            default -> null;
        };
    }

    @Override
    public boolean acknowledged(AckResponse response) {
        return true;
    }
}
