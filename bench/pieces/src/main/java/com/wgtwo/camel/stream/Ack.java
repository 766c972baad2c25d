package com.wgtwo.camel.stream;

import com.google.common.util.concurrent.ListenableFuture;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.AckResponse;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import com.wgtwo.api.v0.events.EventsServiceGrpc.EventsServiceFutureStub;
import com.wgtwo.api.v0.events.EventsServiceGrpc.EventsServiceImplBase;
import com.wgtwo.camel.bench.pieces.Piece;
import com.wgtwo.camel.bench.pieces.Sample;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Fifty acks under way at once, over a connection on this machine, until all are answered: as the program sends them, with a
 * deadline and what is needed to repeat them, and by grpc-java's stub. The server shares the process, so the difference counts,
 * not the figure.
 */
public class Ack extends Piece {
    private static final int AT_ONCE = 50;

    private Server server;
    private Connection connection;
    private ScheduledExecutorService scheduler;
    private Acknowledger<?, ?> acknowledger;
    private EventsServiceFutureStub stub;
    private AckRequest request;
    private EventFacts facts;

    @Setup
    @SuppressWarnings("unchecked")
    public void connect() throws IOException {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .directExecutor()
                .addService(new TakesAll())
                .build()
                .start();
        connection = new Connection(new ConnectionSettings(
                "127.0.0.1:" + server.getPort(),
                true,
                null,
                null,
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                4 << 20,
                "bench"));
        scheduler = Executors.newSingleThreadScheduledExecutor();
        PlatformStream<?, SubscribeEventsResponse, ?, ?> events =
                (PlatformStream<?, SubscribeEventsResponse, ?, ?>) PlatformStreams.get("events");
        facts = events.read(Sample.sms());
        request = (AckRequest) facts.ackRequest();
        acknowledger =
                new Acknowledger<>(events, new PlatformAccess(connection, null), scheduler, TimeSource.SYSTEM);
        stub = EventsServiceGrpc.newFutureStub(connection.channel());
    }

    @TearDown
    public void close() {
        connection.close();
        scheduler.shutdownNow();
        server.shutdownNow();
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public void program() throws Exception {
        CountDownLatch answers = new CountDownLatch(AT_ONCE);
        AtomicReference<AckException> refused = new AtomicReference<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Delivery delivery = new Delivery(
                    request, facts, System.nanoTime() + TimeUnit.SECONDS.toNanos(30), true, null);
            acknowledger.acknowledge(() -> delivery, failure -> {
                if (failure != null) {
                    refused.set(failure);
                }
                answers.countDown();
            });
        }
        answers.await();
        if (refused.get() != null) {
            throw refused.get();
        }
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public void stub() throws Exception {
        List<ListenableFuture<AckResponse>> answers = new ArrayList<>(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(stub.ack(request));
        }
        for (ListenableFuture<AckResponse> answer : answers) {
            answer.get();
        }
    }

    private static final class TakesAll extends EventsServiceImplBase {
        @Override
        public void ack(AckRequest request, StreamObserver<AckResponse> answer) {
            answer.onNext(AckResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
