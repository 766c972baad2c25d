package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.annotations.AnnotationsProto;
import com.wgtwo.api.v1.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v1.events.EventsProto.AckInfo;
import com.wgtwo.api.v1.events.EventsProto.AckStatus;
import com.wgtwo.api.v1.events.EventsProto.DurableQueue;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.api.v1.events.EventsProto.RegularStream;
import com.wgtwo.api.v1.events.EventsProto.StreamConfiguration;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.EventId;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.SubscriptionSettings;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the v1 streams have in common: their configuration, their metadata and the verdict of their acks.
 *
 * @param <S> the stream's request
 * @param <E> the stream's response
 * @param <A> the ack request
 * @param <R> the ack response
 */
abstract class StreamV1<S extends Message, E extends Message, A extends Message, R extends Message>
        implements PlatformStream<S, E, A, R> {

    private final String name;
    private final MethodDescriptor<S, E> streamMethod;
    private final MethodDescriptor<A, R> ackMethod;

    StreamV1(String name, MethodDescriptor<S, E> streamMethod, MethodDescriptor<A, R> ackMethod) {
        this.name = name;
        this.streamMethod = streamMethod;
        this.ackMethod = ackMethod;
    }

    /** The request that carries a configuration. */
    abstract S request(StreamConfiguration configuration);

    /** The metadata of a response. */
    abstract Metadata metadata(E response);

    /** The response with other metadata. */
    abstract Message withMetadata(E response, Metadata metadata);

    /** The event's type. */
    abstract String type(E response);

    /** The number the event is about; empty when there is none. */
    abstract String number(E response);

    /** The tenant the event itself names; empty when it names none. */
    String tenant(E response) {
        return "";
    }

    /** The ack request for a handle. */
    abstract A ackRequest(AckInfo handle);

    /** The verdict in an answer to an ack. */
    abstract AckStatus status(R response);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final MethodDescriptor<S, E> streamMethod() {
        return streamMethod;
    }

    @Override
    public final MethodDescriptor<A, R> ackMethod() {
        return ackMethod;
    }

    /** The scope the interface itself states with the method. */
    @Override
    public final Set<String> scopes(Collection<String> eventTypes) {
        ProtoMethodDescriptorSupplier supplier = (ProtoMethodDescriptorSupplier)
                Objects.requireNonNull(streamMethod.getSchemaDescriptor(), "generated code carries its descriptor");
        String scope = supplier.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.scope);
        return scope.isEmpty() ? Set.of() : Set.of(scope);
    }

    @Override
    public final S request(SubscriptionSettings settings) {
        StreamConfiguration.Builder configuration =
                StreamConfiguration.newBuilder().setMaxInFlight(settings.maxInFlight());
        String queue = settings.queueName().isEmpty() ? settings.durableName() : settings.queueName();
        if (queue.isEmpty()) {
            configuration.setRegular(RegularStream.getDefaultInstance());
        } else {
            configuration.setDurableQueue(DurableQueue.newBuilder().setCustomName(queue));
        }
        if (settings.manualAck()) {
            configuration.setCustomAckTimeout(
                    Durations.fromNanos(settings.ackTimeout().toNanos()));
        } else {
            configuration.setDisableExplicitAck(Empty.getDefaultInstance());
        }
        start(configuration, settings.startPosition());
        return request(configuration.build());
    }

    private void start(StreamConfiguration.Builder configuration, StartPosition position) {
        if (position instanceof StartPosition.Oldest) {
            configuration.setStartAtOldestPossible(Empty.getDefaultInstance());
        } else if (position instanceof StartPosition.New) {
            configuration.setStartAtNew(Empty.getDefaultInstance());
        } else if (position instanceof StartPosition.Sequence sequence) {
            configuration.setStartAtId(sequence.number());
        } else if (position instanceof StartPosition.Timestamp timestamp) {
            Instant instant = timestamp.instant();
            configuration.setStartAtTimestamp(com.google.protobuf.Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano()));
        } else {
            throw new IllegalArgumentException("start position "
                    + (position instanceof StartPosition.Last ? "last" : "delta")
                    + " is not offered by the stream '" + name
                    + "', which takes oldest, new, id:N or timestamp:RFC3339");
        }
    }

    @Override
    public final EventFacts read(E response) {
        Metadata metadata = metadata(response);
        Metadata content =
                metadata.toBuilder().clearAckInfo().clearIsRedelivered().build();
        boolean timed = metadata.hasTimestamp() && Timestamps.isValid(metadata.getTimestamp());
        AckInfo handle = metadata.getAckInfo();
        return new EventFacts(
                EventId.of(withMetadata(response, content)),
                type(response),
                PhoneNumbers.normalise(number(response)),
                subscriptionOf(metadata),
                tenantOf(response, metadata),
                timed
                        ? Instant.ofEpochSecond(
                                metadata.getTimestamp().getSeconds(),
                                metadata.getTimestamp().getNanos())
                        : null,
                metadata.getIsRedelivered(),
                handle.getValue().isEmpty() ? null : ackRequest(handle));
    }

    /** The tenant an event names, or the first part of the subscription's name {@code tenant:region:id}. */
    private @Nullable String tenantOf(E response, Metadata metadata) {
        String named = tenant(response);
        if (!named.isEmpty()) {
            return named;
        }
        String wg2rn = metadata.getIdentifier().getSubscriptionIdentifier().getWg2Rn();
        int colon = wg2rn.indexOf(':');
        return colon <= 0 ? null : wg2rn.substring(0, colon);
    }

    /** The last part of {@code tenant:region:id}, or the older name, which the platform no longer advises to use. */
    private static @Nullable String subscriptionOf(Metadata metadata) {
        SubscriptionIdentifier identifier = metadata.getIdentifier().getSubscriptionIdentifier();
        String wg2rn = identifier.getWg2Rn();
        String id = wg2rn.isEmpty() ? identifier.getValue() : wg2rn.substring(wg2rn.lastIndexOf(':') + 1);
        return id.isEmpty() ? null : id;
    }

    /** A call that ends well may carry a failure; anything but success is one. */
    @Override
    public final boolean acknowledged(R response) {
        return status(response).getStatusCode() == AckStatus.StatusCode.STATUS_CODE_SUCCESS;
    }
}
