package com.wgtwo.camel.bench;

import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.AckResponse;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc.EventsServiceImplBase;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The platform's side, in a process of its own: keeps the window full, and measures from the delivery of an event to
 * its ack. Reads {@code run SECONDS_OF_WARM_UP SECONDS SUBSCRIBERS INSTANCES} from standard input, and writes {@code first}
 * at the first ack, {@code warm}, {@code half EVENTS NANOSECONDS} and {@code done EVENTS NANOSECONDS P50 P99} (microseconds)
 * to standard output.
 */
public final class Source extends EventsServiceImplBase {
    private volatile Run run = new Run(0, 0, 1, 1);

    public static void main(String... args) throws Exception {
        Source source = new Source();
        // One thread is enough, and leaves the other core to what is measured.
        EventLoopGroup loop = new NioEventLoopGroup(1);
        Server server = NettyServerBuilder.forPort(0)
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .directExecutor()
                .addService(source)
                .build()
                .start();
        System.out.println("port " + server.getPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            source.run.end();
            source.run = new Run(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]));
            System.out.println("ready");
        }
        server.shutdownNow();
        loop.shutdownGracefully();
    }

    @Override
    public void subscribe(SubscribeEventsRequest request, StreamObserver<SubscribeEventsResponse> responses) {
        // A client may have a stream for each type; only SMS are measured, the others stay open and silent.
        if (request.getTypeList().contains(EventType.SMS_EVENT)) {
            run.open(request.getMaxInFlight(), (ServerCallStreamObserver<SubscribeEventsResponse>) responses);
        }
    }

    @Override
    public void ack(AckRequest request, StreamObserver<AckResponse> response) {
        response.onNext(AckResponse.getDefaultInstance());
        response.onCompleted();
        run.acked(request.getSequence());
    }
}
