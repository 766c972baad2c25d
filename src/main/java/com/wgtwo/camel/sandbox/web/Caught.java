package com.wgtwo.camel.sandbox.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The newest of what was caught, and the count of all. Thread safe.
 *
 * @param <T> what is caught
 */
public final class Caught<T> {
    private final int limit;
    private final Deque<T> newest = new ArrayDeque<>();
    private long count;
    private volatile Consumer<T> listener = caught -> {};

    /** @param limit how many are kept */
    public Caught(int limit) {
        this.limit = limit;
    }

    /** Called for each one that is caught, on the thread that caught it; replaces the listener before. */
    public void listen(Consumer<T> newListener) {
        listener = newListener;
    }

    /** Those that are kept, oldest first. */
    public synchronized List<T> list() {
        return List.copyOf(newest);
    }

    /** How many were caught, those that are no longer kept included. */
    public synchronized long count() {
        return count;
    }

    /** Forgets all, and counts from zero. */
    public synchronized void clear() {
        newest.clear();
        count = 0;
    }

    void add(T caught) {
        synchronized (this) {
            count++;
            newest.add(caught);
            if (newest.size() > limit) {
                newest.remove();
            }
        }
        listener.accept(caught);
    }
}
