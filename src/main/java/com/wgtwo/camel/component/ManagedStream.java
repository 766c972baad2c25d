package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamEngine.Step;
import com.wgtwo.camel.stream.StreamSnapshot;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * One stream in JMX: what its snapshot says, and what an operator can do with it while the other streams go on. Its
 * descriptions say what each attribute is.
 */
@ManagedResource(description = "Managed WG2 event stream")
public final class ManagedStream {
    private static final double MILLIS_PER_SECOND = 1000;

    private final WgtwoConsumer consumer;
    private final int index;

    /** @param index its place among the streams of the consumer */
    ManagedStream(WgtwoConsumer consumer, int index) {
        this.consumer = consumer;
        this.index = index;
    }

    private StreamSnapshot stream() {
        return consumer.snapshot().streams().get(index);
    }

    private Figures figures() {
        return stream().figures();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @ManagedAttribute(description = "Where it stands: STOPPED, CONNECTING, STREAMING, WAITING, DRAINING")
    public String getState() {
        return stream().state().name();
    }

    @ManagedAttribute(description = "Since when it is in this state")
    public String getSince() {
        return stream().since().toString();
    }

    @ManagedAttribute(description = "What keeps it from streaming: NONE, NETWORK, AUTHENTICATION, CONFIGURATION")
    public String getTrouble() {
        return stream().trouble().name();
    }

    @ManagedAttribute(description = "The last failure and what to do about it; empty since it last settled")
    public String getLastError() {
        return text(stream().lastError());
    }

    @ManagedAttribute(description = "When it is tried again; empty when no attempt is scheduled")
    public String getNextAttempt() {
        return text(stream().nextAttempt());
    }

    @ManagedAttribute(description = "When the last event arrived; empty before the first")
    public String getLastEvent() {
        return text(stream().lastEvent());
    }

    @ManagedAttribute(description = "How often it was opened")
    public long getConnects() {
        return stream().connects();
    }

    @ManagedAttribute(description = "How often it was away for longer than the platform keeps events")
    public long getPossibleLosses() {
        return stream().possibleLosses();
    }

    @ManagedAttribute(description = "Events in the program, unanswered acks included")
    public int getInFlight() {
        return figures().inFlight();
    }

    @ManagedAttribute(description = "Events that wait for another one of their subscriber")
    public int getQueued() {
        return figures().queued();
    }

    @ManagedAttribute(description = "Events that failed or were set aside and are expected again")
    public int getOwed() {
        return figures().owed();
    }

    @ManagedAttribute(description = "Deliveries that arrived, redeliveries included")
    public long getReceived() {
        return figures().received();
    }

    @ManagedAttribute(description = "Deliveries the platform marked as redelivered")
    public long getRedelivered() {
        return figures().redelivered();
    }

    @ManagedAttribute(description = "Deliveries of an event that was in the program already")
    public long getFolded() {
        return figures().folded();
    }

    @ManagedAttribute(description = "Events whose work ended with an ack")
    public long getSucceeded() {
        return figures().succeeded();
    }

    @ManagedAttribute(description = "Events whose work ended without an ack")
    public long getFailed() {
        return figures().failed();
    }

    @ManagedAttribute(description = "Events kept as dead letters")
    public long getDeadLettered() {
        return figures().givenUp();
    }

    @ManagedAttribute(description = "Events not started because their ack deadline had passed")
    public long getLate() {
        return figures().late();
    }

    @ManagedAttribute(description = "Acks the platform accepted")
    public long getAcked() {
        return figures().acked();
    }

    @ManagedAttribute(description = "Acks given up")
    public long getAckFailed() {
        return figures().ackFailed();
    }

    @ManagedAttribute(description = "Age of the oldest event in the program; 0 when there is none")
    public double getOldestUnackedSeconds() {
        return figures().oldestAge().toMillis() / MILLIS_PER_SECOND;
    }

    @ManagedOperation(description = "Opens a stream that is stopped or drains")
    public void start() {
        consumer.step(index, Step.START);
    }

    @ManagedOperation(description = "Ends the call at once; events in work go on to their acks")
    public void stop() {
        consumer.step(index, Step.STOP);
    }

    @ManagedOperation(description = "Takes no more events, and ends the call when those in work are through")
    public void suspend() {
        consumer.step(index, Step.SUSPEND);
    }

    @ManagedOperation(description = "Opens a stream that was suspended or stopped")
    public void resume() {
        consumer.step(index, Step.RESUME);
    }

    @ManagedOperation(description = "Ends the call and opens another at once")
    public void reconnect() {
        consumer.step(index, Step.RECONNECT);
    }
}
