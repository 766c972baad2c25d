package com.wgtwo.camel.sandbox;

import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.ManualAckConfig;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** A plain grpc-java client of the sandbox, over a real socket. */
final class Client implements AutoCloseable {
    private final ManagedChannel channel;

    Client(Sandbox sandbox) {
        channel = NettyChannelBuilder.forTarget(sandbox.target())
                .usePlaintext()
                .flowControlWindow(64 * 1024)
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** A request for SMS events with manual acknowledgement. */
    static SubscribeEventsRequest.Builder sms() {
        return SubscribeEventsRequest.newBuilder()
                .addType(EventType.SMS_EVENT)
                .setMaxInFlight(10)
                .setManualAck(ManualAckConfig.newBuilder().setEnable(true));
    }

    /** As {@link #sms()}, for the durable queue of this name. */
    static SubscribeEventsRequest.Builder smsQueue(String name) {
        return sms().setQueueName(name).setDurableName(name);
    }

    ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribe(SubscribeEventsRequest.Builder request) {
        return subscribe(request, true);
    }

    ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> subscribe(
            SubscribeEventsRequest.Builder request, boolean reading) {
        ClientStream<SubscribeEventsRequest, SubscribeEventsResponse> stream = new ClientStream<>(reading);
        EventsServiceGrpc.newStub(channel).subscribe(request.build(), stream);
        return stream;
    }

    void ack(SubscribeEventsResponse response) {
        ack(response.getEvent());
    }

    void ack(Event event) {
        EventMetadata metadata = event.getMetadata();
        ack(metadata.getAckInbox(), metadata.getSequence());
    }

    void ack(String inbox, long sequence) {
        EventsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .ack(AckRequest.newBuilder()
                        .setInbox(inbox)
                        .setSequence(sequence)
                        .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
