package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.AckResponse;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.camel.sandbox.auth.Caller;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.Delivery;
import com.wgtwo.camel.sandbox.broker.Kind;
import com.wgtwo.camel.sandbox.broker.StartPosition;
import com.wgtwo.camel.sandbox.broker.Subscription;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;

/** The event stream of version 0: all event types over one call, acknowledged by inbox and sequence. */
public final class EventsV0Service extends EventsServiceGrpc.EventsServiceImplBase {
    private static final long ALL_TOPICS = -1;
    private static final AckResponse ACKED = AckResponse.getDefaultInstance();

    private final Broker<Event> broker;
    private final Streams streams;
    private final Clock clock;
    private final boolean metadata;

    /**
     * @param broker where the events are
     * @param streams opens and acknowledges
     * @param clock tells what a start position given as time span refers to
     * @param metadata false to leave out metadata, timestamp and service id, as the platform's public sandbox does
     */
    public EventsV0Service(Broker<Event> broker, Streams streams, Clock clock, boolean metadata) {
        this.broker = broker;
        this.streams = streams;
        this.clock = clock;
        this.metadata = metadata;
    }

    /** The topic of an event type in the broker. */
    public static long topic(EventType type) {
        return 1L << type.getNumber();
    }

    /** The topics of an event: that of its type, or all when it is of a type this interface does not know yet. */
    public static long topics(Event event) {
        boolean newer = event.getEventCase() == Event.EventCase.EVENT_NOT_SET
                && !event.getUnknownFields().asMap().isEmpty();
        return newer ? ALL_TOPICS : topic(EventTypes.of(event));
    }

    @Override
    public void subscribe(SubscribeEventsRequest request, StreamObserver<SubscribeEventsResponse> observer) {
        Caller caller = Caller.current();
        streams.open(broker, () -> subscription(request, caller), observer, this::response);
    }

    @Override
    public void ack(AckRequest request, StreamObserver<AckResponse> observer) {
        streams.ack(observer, () -> broker.ack(request.getInbox(), request.getSequence()), outcome -> ACKED);
    }

    private SubscribeEventsResponse response(Delivery<Event> delivery) {
        Event.Builder event = delivery.event().toBuilder();
        if (metadata) {
            event.setMetadata(EventMetadata.newBuilder()
                    .setSequence(delivery.sequence())
                    .setIsRedelivered(delivery.redelivered())
                    .setAckInbox(delivery.inbox()));
        }
        return SubscribeEventsResponse.newBuilder().setEvent(event).build();
    }

    private Subscription subscription(SubscribeEventsRequest request, Caller caller) {
        return new Subscription(
                name(request, caller),
                kind(request),
                topics(request, caller),
                start(request),
                streams.limits().window(request.getMaxInFlight()),
                request.getManualAck().getEnable() ? ackTimeout(request) : null);
    }

    private Duration ackTimeout(SubscribeEventsRequest request) {
        String field = "manual_ack.timeout";
        return request.getManualAck().hasTimeout()
                ? streams.limits()
                        .ackTimeout(
                                field,
                                Times.duration(field, request.getManualAck().getTimeout()))
                : SubscribeLimits.DEFAULT_ACK_TIMEOUT;
    }

    private static long topics(SubscribeEventsRequest request, Caller caller) {
        if (request.getTypeCount() == 0) {
            throw SubscribeLimits.invalid("type is empty; at least one event type is needed");
        }
        long topics = 0;
        for (EventType type : request.getTypeList()) {
            if (type == EventType.UNSPECIFIED || type == EventType.UNRECOGNIZED) {
                throw SubscribeLimits.invalid("type contains " + type + "; an event type of the interface is needed");
            }
            caller.requireEventType(type);
            topics |= topic(type);
        }
        return topics;
    }

    private static Kind kind(SubscribeEventsRequest request) {
        boolean client = !request.getClientId().isEmpty();
        boolean queue = !request.getQueueName().isEmpty();
        boolean durable = !request.getDurableName().isEmpty();
        if (queue && durable) {
            return Kind.DURABLE_QUEUE;
        }
        if ((queue || durable) && !client) {
            throw SubscribeLimits.invalid((queue ? "queue_name" : "durable_name")
                    + " is given without client_id; give client_id as well, or both queue_name and durable_name");
        }
        return queue ? Kind.QUEUE : durable ? Kind.DURABLE : Kind.REGULAR;
    }

    private static String name(SubscribeEventsRequest request, Caller caller) {
        String own = switch (kind(request)) {
            case DURABLE_QUEUE -> request.getQueueName() + "/" + request.getDurableName();
            case QUEUE -> request.getClientId() + "/" + request.getQueueName();
            case DURABLE -> request.getClientId() + "/" + request.getDurableName();
            case REGULAR -> request.getClientId().isEmpty() ? "regular" : request.getClientId();
        };
        return caller.anonymous() ? own : caller.clientId() + ":" + own;
    }

    private StartPosition start(SubscribeEventsRequest request) {
        return switch (request.getStartPositionCase()) {
            case START_AT_SEQUENCE -> new StartPosition.AtNumber(request.getStartAtSequence());
            case START_AT_TIMESTAMP ->
                new StartPosition.AtTime(Times.instant("start_at_timestamp", request.getStartAtTimestamp()));
            case START_AT_TIME_DELTA ->
                new StartPosition.AtTime(
                        clock.instant().minus(Times.duration("start_at_time_delta", request.getStartAtTimeDelta())));
            case START_WITH_LAST_RECEIVED -> new StartPosition.Last();
            case START_AT_OLDEST_POSSIBLE -> new StartPosition.Oldest();
            case STARTPOSITION_NOT_SET -> new StartPosition.New();
        };
    }
}
