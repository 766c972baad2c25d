package com.wgtwo.camel.sandbox.broker;

import com.wgtwo.camel.sandbox.broker.Journal.Entry;
import org.jspecify.annotations.Nullable;

/** An event that a group was handed and that is not acknowledged: either a member holds it, or it waits for redelivery. */
final class InFlight<E> {
    final Entry<E> entry;
    final long sequence;
    int attempts;

    @Nullable
    Member<E> holder;

    long deadline;

    InFlight(Entry<E> entry, long sequence, int attempts) {
        this.entry = entry;
        this.sequence = sequence;
        this.attempts = attempts;
    }
}
