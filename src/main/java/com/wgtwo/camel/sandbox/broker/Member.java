package com.wgtwo.camel.sandbox.broker;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One connected client of a subscription group.
 *
 * @param <E> type of the events
 */
public final class Member<E> {
    final Broker<E> broker;
    final Group<E> group;
    final Sink<E> sink;
    final String inbox;
    final long topics;
    final int window;
    /** Negative when an event counts as acknowledged once it was sent. */
    final long ackTimeoutMillis;

    /** What this client holds, oldest deadline first: the timeout is the same for all of them. */
    final Set<InFlight<E>> held = new LinkedHashSet<>();

    boolean left;

    Member(Broker<E> broker, Group<E> group, Sink<E> sink, String inbox, Subscription subscription) {
        this.broker = broker;
        this.group = group;
        this.sink = sink;
        this.inbox = inbox;
        this.topics = subscription.topics();
        this.window = subscription.window();
        this.ackTimeoutMillis = subscription.ackTimeout() == null
                ? -1
                : subscription.ackTimeout().toMillis();
    }

    /** Whether this member is one that takes an event of the topic now. */
    boolean takes(long topic) {
        return (topics & topic) != 0 && held.size() < window && sink.isReady();
    }

    boolean acksByHand() {
        return ackTimeoutMillis >= 0;
    }

    /** Goes on delivering after the sink was not ready. */
    public void resume() {
        broker.resume(this);
    }

    /** Leaves the group; what this client holds goes to the other members at once. Does nothing the second time. */
    public void leave() {
        broker.leave(this);
    }
}
