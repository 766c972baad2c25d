package com.wgtwo.camel.sandbox.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts acknowledgements and remembers the newest of them. The broker's lock guards it. */
final class AckLog<E> {
    private final int limit;
    private final Deque<Ack<E>> newest = new ArrayDeque<>();
    private long acked;
    private long repeated;
    private long unknown;

    AckLog(int limit) {
        this.limit = limit;
    }

    void add(Ack<E> ack) {
        acked++;
        newest.add(ack);
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    void repeated() {
        repeated++;
    }

    void unknown() {
        unknown++;
    }

    List<Ack<E>> list() {
        return List.copyOf(newest);
    }

    AckCounts counts() {
        return new AckCounts(acked, repeated, unknown);
    }
}
