package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: its call, its acks, its place in the book.
 *
 * @param <S> the stream's request
 * @param <E> the stream's response
 * @param <A> the ack request
 * @param <R> the ack response
 */
final class Subscription<S extends Message, E extends Message, A extends Message, R extends Message> extends Origin {

    private final PlatformStream<S, E, A, R> stream;
    private final SubscriptionSpec spec;
    private final TimeSource time;
    private final Dispatcher dispatcher;
    private final Consumer<Delivery> deliveries;
    private final Acknowledger<A, R> acknowledger;
    private final StreamSupervisor<S, E> supervisor;
    private volatile @Nullable Instant lastEvent;

    private Subscription(
            PlatformStream<S, E, A, R> stream,
            SubscriptionSpec spec,
            EngineSettings settings,
            Dispatcher dispatcher,
            Consumer<Delivery> deliveries,
            ScheduledExecutorService scheduler,
            TimeSource time,
            EngineMemory memory) {
        super(spec.settings().maxInFlight());
        this.stream = stream;
        this.spec = spec;
        this.time = time;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.acknowledger = new Acknowledger<>(stream, spec.access(), scheduler, time);
        this.supervisor = new StreamSupervisor<>(
                spec.label(),
                new StreamCall.Target<>(stream, stream.request(spec.settings()), spec.access(), this::arrived, this),
                settings,
                dispatcher,
                scheduler,
                time,
                memory);
    }

    /**
     * A subscription of any stream.
     *
     * @throws IllegalArgumentException in one sentence, when the stream does not offer what is asked for
     */
    static Subscription<?, ?, ?, ?> of(
            SubscriptionSpec spec,
            EngineSettings settings,
            Dispatcher dispatcher,
            Consumer<Delivery> deliveries,
            ScheduledExecutorService scheduler,
            TimeSource time,
            EngineMemory memory) {
        return new Subscription<>(spec.stream(), spec, settings, dispatcher, deliveries, scheduler, time, memory);
    }

    void start() {
        supervisor.start();
    }

    CompletableFuture<Void> drain() {
        return supervisor.drain();
    }

    CompletableFuture<Void> stop() {
        return supervisor.stop();
    }

    void abandonAcks() {
        acknowledger.abandon();
    }

    void resume() {
        supervisor.resume();
    }

    void reconnect() {
        supervisor.reconnect();
    }

    @Override
    String stream() {
        return stream.name();
    }

    @Override
    String region() {
        return spec.region();
    }

    StreamSnapshot snapshot() {
        return supervisor.snapshot(spec, lastEvent, dispatcher.figures(this));
    }

    /** An event arrived, on the connection's thread. */
    private void arrived(E response) {
        EventFacts facts = stream.read(response);
        lastEvent = time.now();
        boolean comesAgain = spec.settings().manualAck() && facts.ackRequest() != null;
        Duration ackTimeout = spec.settings().ackTimeout();
        deliveries.accept(new Delivery(response, facts, time.nanos() + ackTimeout.toNanos(), comesAgain, this));
    }

    @Override
    void acknowledge(Supplier<Delivery> latest, Consumer<@Nullable AckException> result) {
        acknowledger.acknowledge(latest, result);
    }

    @Override
    void slotsFreed() {
        supervisor.slotsFreed();
    }
}
