package com.wgtwo.camel.stream;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event in the program, from its first delivery until its work is through and its ack, if any, is answered.
 *
 * <p>Guarded by the lock of its {@link Dispatcher}.
 */
final class InFlight {

    enum State {
        QUEUED,
        READY,
        RUNNING,
        COMPLETED
    }

    private final @Nullable Lane lane;
    private final @Nullable String laneKey;
    private final long receivedNanos;
    private final Origin origin;
    private Delivery latest;
    private State state = State.QUEUED;
    private int attempt;
    private boolean done;
    private boolean acking;
    private boolean released;
    private @Nullable CompletableFuture<Void> ack;

    InFlight(Delivery delivery, @Nullable Lane lane, @Nullable String laneKey, long receivedNanos) {
        this.latest = delivery;
        this.origin = delivery.origin();
        this.lane = lane;
        this.laneKey = laneKey;
        this.receivedNanos = receivedNanos;
    }

    EventId id() {
        return latest.facts().id();
    }

    long deadlineNanos() {
        return latest.deadlineNanos();
    }

    Delivery latest() {
        return latest;
    }

    void fold(Delivery again) {
        latest = again;
    }

    /** Whose window it takes a place of: that of its first delivery. */
    Origin origin() {
        return origin;
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    @Nullable
    String laneKey() {
        return laneKey;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    int attempt() {
        return attempt;
    }

    void attempt(int number) {
        attempt = number;
    }

    /** Whether the work is through as far as the platform is concerned: an ack was asked for. */
    boolean done() {
        return done;
    }

    boolean acking() {
        return acking;
    }

    /** The answer of the ack that was asked for; null when none was, or when it failed and may be asked for again. */
    @Nullable
    CompletableFuture<Void> ack() {
        return ack == null || ack.isCompletedExceptionally() ? null : ack;
    }

    CompletableFuture<Void> startAck() {
        done = true;
        acking = true;
        ack = new CompletableFuture<>();
        return ack;
    }

    void ackAnswered() {
        acking = false;
    }

    /** True once, for whoever takes the event out of the book. */
    boolean release() {
        boolean first = !released;
        released = true;
        return first;
    }

    boolean released() {
        return released;
    }
}
