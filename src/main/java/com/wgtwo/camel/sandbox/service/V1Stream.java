package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.camel.sandbox.auth.Caller;
import com.wgtwo.camel.sandbox.broker.AckOutcome;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.Delivery;
import com.wgtwo.camel.sandbox.broker.Kind;
import com.wgtwo.camel.sandbox.broker.StartPosition;
import com.wgtwo.camel.sandbox.broker.Subscription;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stream of version 1. All of them have a response with a {@code metadata} field and one field with the payload, and are
 * asked for with the same configuration; only the types differ.
 *
 * @param <R> type of the response
 */
public final class V1Stream<R extends Message> {
    private static final long TOPIC = 1;

    private final Broker<R> broker;
    private final R prototype;
    private final FieldDescriptor metadata;
    private final FieldDescriptor payload;
    private final Streams streams;

    /**
     * @param broker where the events are, as responses without acknowledgement handle
     * @param prototype an empty response
     * @param streams opens and acknowledges
     */
    public V1Stream(Broker<R> broker, R prototype, Streams streams) {
        this.broker = broker;
        this.prototype = prototype;
        this.metadata = prototype.getDescriptorForType().findFieldByName("metadata");
        this.payload = prototype.getDescriptorForType().getFields().stream()
                .filter(field -> field.getNumber() != metadata.getNumber())
                .findFirst()
                .orElseThrow();
        this.streams = streams;
    }

    /** Where the events are. */
    public Broker<R> broker() {
        return broker;
    }

    /** An empty response. */
    public R prototype() {
        return prototype;
    }

    /** An empty payload. */
    public Message.Builder newPayload() {
        return prototype.newBuilderForType().newBuilderForField(payload);
    }

    /** Whether a response of this stream has its payload. */
    public boolean hasPayload(Message.Builder response) {
        return response.hasField(payload);
    }

    /** The phone number a response or payload is about, null when it names none. */
    public @Nullable String number(Message message) {
        Message about = message.getDescriptorForType().equals(payload.getMessageType())
                ? message
                : (Message) message.getField(payload);
        FieldDescriptor number = payload.getMessageType().findFieldByName("number");
        return number != null && about.hasField(number) ? ((E164) about.getField(number)).getE164() : null;
    }

    /** Whether this is the stream for such a response or payload. */
    public boolean carries(Message message) {
        return prototype.getDescriptorForType().equals(message.getDescriptorForType())
                || payload.getMessageType().equals(message.getDescriptorForType());
    }

    /**
     * Publishes an event.
     *
     * @param message a response of this stream, or its payload alone
     * @param added what the metadata gets where the message says nothing
     * @return its number in the stream, from 1
     */
    public long publish(Message message, Metadata added) {
        Message.Builder response = prototype.newBuilderForType();
        if (message.getDescriptorForType().equals(payload.getMessageType())) {
            response.setField(payload, message);
        } else {
            response.mergeFrom(message);
        }
        Metadata given = (Metadata) response.getField(metadata);
        response.setField(metadata, added.toBuilder().mergeFrom(given).build());
        return broker.publish(TOPIC, cast(response.build()));
    }

    void open(StreamConfiguration configuration, StreamObserver<R> observer) {
        Caller caller = Caller.current();
        streams.open(broker, () -> subscription(configuration, caller), observer, this::response);
    }

    <A> void ack(AckInfo info, StreamObserver<A> observer, Function<AckStatus, A> answer) {
        streams.ack(observer, () -> apply(info.getValue()), outcome -> answer.apply(status(outcome)));
    }

    private AckOutcome apply(String value) {
        AckHandle handle = AckHandle.parse(value);
        return handle == null ? broker.ack("", 0) : broker.ack(handle.inbox(), handle.sequence());
    }

    private static AckStatus status(AckOutcome outcome) {
        return AckStatus.newBuilder()
                .setStatusCode(
                        outcome == AckOutcome.UNKNOWN
                                ? AckStatus.StatusCode.STATUS_CODE_FAILURE
                                : AckStatus.StatusCode.STATUS_CODE_SUCCESS)
                .build();
    }

    private R response(Delivery<R> delivery) {
        Metadata published = (Metadata) delivery.event().getField(metadata);
        Metadata sent = published.toBuilder()
                .setAckInfo(AckInfo.newBuilder().setValue(AckHandle.of(delivery).value()))
                .setIsRedelivered(delivery.redelivered())
                .build();
        return cast(delivery.event().toBuilder().setField(metadata, sent).build());
    }

    private Subscription subscription(StreamConfiguration configuration, Caller caller) {
        boolean regular = configuration.hasRegular();
        String own = regular ? "regular" : configuration.getDurableQueue().getCustomName();
        return new Subscription(
                caller.clientId() + "/" + own,
                regular ? Kind.REGULAR : Kind.DURABLE_QUEUE,
                TOPIC,
                start(configuration),
                streams.limits().window(configuration.getMaxInFlight()),
                ackTimeout(configuration));
    }

    private @Nullable Duration ackTimeout(StreamConfiguration configuration) {
        return switch (configuration.getAcknowledgeOptionCase()) {
            case DISABLE_EXPLICIT_ACK -> null;
            case CUSTOM_ACK_TIMEOUT ->
                streams.limits()
                        .ackTimeout(
                                "custom_ack_timeout",
                                Times.duration("custom_ack_timeout", configuration.getCustomAckTimeout()));
            case ACKNOWLEDGEOPTION_NOT_SET -> SubscribeLimits.DEFAULT_ACK_TIMEOUT;
        };
    }

    private static StartPosition start(StreamConfiguration configuration) {
        return switch (configuration.getStartPositionCase()) {
            case START_AT_ID -> new StartPosition.AtNumber(configuration.getStartAtId());
            case START_AT_TIMESTAMP ->
                new StartPosition.AtTime(Times.instant("start_at_timestamp", configuration.getStartAtTimestamp()));
            case START_AT_OLDEST_POSSIBLE -> new StartPosition.Oldest();
            case START_AT_NEW, STARTPOSITION_NOT_SET -> new StartPosition.New();
        };
    }

    @SuppressWarnings("unchecked")
    private R cast(Message message) {
        return (R) message;
    }

    /** Metadata that says only when an event happened. */
    public static Metadata at(long millis) {
        return Metadata.newBuilder().setTimestamp(Timestamps.fromMillis(millis)).build();
    }
}
