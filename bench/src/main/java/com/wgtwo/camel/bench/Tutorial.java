package com.wgtwo.camel.bench;

import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.api.v0.events.EventsServiceGrpc.EventsServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;

/** The loop of the tutorials: one event after the other, each step waiting for the one before. */
public final class Tutorial {
    private Tutorial() {}

    /** @param args port of the platform, port of the receiver, window */
    public static void main(String... args) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(args[0]))
                .usePlaintext()
                .build();
        EventsServiceBlockingStub stub = EventsServiceGrpc.newBlockingStub(channel);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + args[1] + "/sms"))
                .header("Content-Type", "application/json");
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        Iterator<SubscribeEventsResponse> events = stub.subscribe(Reference.request(Integer.parseInt(args[2])));
        while (events.hasNext()) {
            SubscribeEventsResponse event = events.next();
            byte[] json = Reference.json(printer, event);
            HttpResponse<Void> response = client.send(
                    post.copy()
                            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("HTTP " + response.statusCode());
            }
            stub.ack(Reference.ack(event));
        }
    }
}
