package com.wgtwo.camel.stream;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where deliveries come from, and where their acks go to: a subscription, as the {@link Dispatcher} sees it. */
abstract class Origin {

    private final int window;

    /** How many of its events are in the book; guarded by the dispatcher's lock, as its counters are. */
    private int inUse;

    /** Whether it takes nothing in, though others do; guarded as the above. */
    private boolean closed;

    private final Counters counters = new Counters();

    Origin(int window) {
        this.window = window;
    }

    /** The name of the stream, such as {@code events}. */
    abstract String stream();

    /** The name of the platform's region; empty when there is only one. */
    abstract String region();

    /**
     * Acknowledges an event.
     *
     * @param latest gives the event's newest delivery whenever it is asked
     * @param result told once: null when the platform took the ack, else why it did not
     */
    abstract void acknowledge(Supplier<Delivery> latest, Consumer<@Nullable AckException> result);

    /** Events in the book became fewer: there is room to ask for more. */
    abstract void slotsFreed();

    final Counters counters() {
        return counters;
    }

    final void take() {
        inUse++;
    }

    final void giveBack() {
        inUse--;
    }

    final void closed(boolean now) {
        closed = now;
    }

    final boolean closed() {
        return closed;
    }

    final int free() {
        return Math.max(0, window - inUse);
    }

    final int inUse() {
        return inUse;
    }
}
