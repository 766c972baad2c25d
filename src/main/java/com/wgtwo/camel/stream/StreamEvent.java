package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event that is being worked on, and the only way to acknowledge it or to let it go.
 *
 * <p>Whoever is handed one must call {@link #complete()} exactly when the work ended, well or not: until then no other
 * event of the subscriber runs and its place in the window stays taken. All methods may be called from any thread, more
 * than once.
 */
public final class StreamEvent {

    private final StreamEngine engine;
    private final InFlight inFlight;
    private final Delivery first;
    private final AtomicBoolean givenUp = new AtomicBoolean();

    StreamEvent(StreamEngine engine, InFlight inFlight) {
        this.engine = engine;
        this.inFlight = inFlight;
        this.first = inFlight.latest();
    }

    /** The response as it came from the platform. */
    public Message message() {
        return first.message();
    }

    /** The name of the stream it came over, such as {@code events}. */
    public String stream() {
        return first.origin().stream();
    }

    /** The name of the platform's region it came from; empty when there is only one. */
    public String region() {
        return first.origin().region();
    }

    /** What was read from it. */
    public EventFacts facts() {
        return first.facts();
    }

    /** How often this event was started in this process, 1 for the first time. */
    public int deliveryCount() {
        return inFlight.attempt();
    }

    /** Until when an ack is in time, as the wall clock goes; it moves when the platform delivers the event again. */
    public Instant ackDeadline() {
        return engine.ackDeadline(inFlight);
    }

    /**
     * Acknowledges the event. Once it has been asked for, the work counts as done and is never repeated by this
     * process, even if the platform does not take the ack.
     *
     * @return completes when the platform took the ack, or exceptionally with an {@link AckException} when it did not
     *     within the ack timeout; an event without ack handle is acknowledged at once
     */
    public CompletableFuture<Void> acknowledge() {
        return engine.acknowledge(inFlight);
    }

    /** Whether it was asked to be acknowledged. */
    public boolean isAcknowledged() {
        return engine.isAcknowledged(inFlight);
    }

    /** Whether it was given up. */
    public boolean isGivenUp() {
        return givenUp.get();
    }

    /** Notes that its work failed for good and that it is kept elsewhere, as a dead letter; for the figures only. */
    public void giveUp() {
        if (givenUp.compareAndSet(false, true)) {
            engine.givenUp(inFlight);
        }
    }

    /** The work ended. An event that was not acknowledged comes again. */
    public void complete() {
        engine.complete(inFlight);
    }

    /**
     * Goes on with the work on a thread of the engine's workers, because answers arrive on the connection's thread, which
     * nothing may hold up.
     *
     * @param work what is to be done
     */
    public void resume(Runnable work) {
        engine.resume(work);
    }

    /** The type and the identity, nothing private. */
    @Override
    public String toString() {
        return facts().type() + " " + facts().id();
    }
}
