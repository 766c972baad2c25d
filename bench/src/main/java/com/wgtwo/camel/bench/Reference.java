package com.wgtwo.camel.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.ManualAckConfig;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.api.v0.events.EventsServiceGrpc.EventsServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The job written by hand, as fast as is known: asynchronous throughout, and on one thread, so that nothing is handed
 * over and nothing locked. It has none of what a program needs that runs for longer than a benchmark.
 */
public final class Reference {
    private Reference() {}

    /** @param args port of the platform, port of the receiver, window */
    public static void main(String... args) {
        int window = Integer.parseInt(args[2]);
        EventLoopGroup loop = new NioEventLoopGroup(1);
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(args[0]))
                .usePlaintext()
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
        EventsServiceStub stub = EventsServiceGrpc.newStub(channel);
        Posts posts = new Posts(loop, Integer.parseInt(args[1]));
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        stub.subscribe(request(window), new Ignoring<SubscribeEventsResponse>() {
            @Override
            public void onNext(SubscribeEventsResponse response) {
                byte[] json = json(printer, response);
                posts.post(json, () -> stub.ack(ack(response), new Ignoring<>()));
            }
        });
    }

    static SubscribeEventsRequest request(int window) {
        return SubscribeEventsRequest.newBuilder()
                .addType(EventType.SMS_EVENT)
                .setQueueName("bench")
                .setDurableName("bench")
                .setMaxInFlight(window)
                .setManualAck(ManualAckConfig.newBuilder()
                        .setEnable(true)
                        .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(30)))
                .build();
    }

    static AckRequest ack(SubscribeEventsResponse response) {
        return AckRequest.newBuilder()
                .setInbox(response.getEvent().getMetadata().getAckInbox())
                .setSequence(response.getEvent().getMetadata().getSequence())
                .build();
    }

    static byte[] json(JsonFormat.Printer printer, SubscribeEventsResponse response) {
        try {
            return printer.print(response).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of an answer, only that it came counts; an error ends the program. */
    static class Ignoring<T> implements StreamObserver<T> {
        @Override
        public void onNext(T value) {}

        @Override
        public void onError(Throwable t) {
            t.printStackTrace();
            System.exit(1);
        }

        @Override
        public void onCompleted() {}
    }
}
