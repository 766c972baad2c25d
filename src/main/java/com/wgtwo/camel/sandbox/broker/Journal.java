package com.wgtwo.camel.sandbox.broker;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream in the order of publication, numbered from 1, as a ring that grows. Not thread safe: the broker's
 * lock guards it.
 */
final class Journal<E> {

    /** An event with its place in the stream. */
    record Entry<E>(long number, long publishedAt, long topic, E event) {}

    private @Nullable Entry<E>[] ring = newRing(1024);
    private long first = 1;
    private long next = 1;

    Entry<E> append(long publishedAt, long topic, E event) {
        if (next - first == ring.length) {
            grow();
        }
        Entry<E> entry = new Entry<>(next, publishedAt, topic, event);
        ring[slot(next)] = entry;
        next++;
        return entry;
    }

    Entry<E> get(long number) {
        Entry<E> entry = number < first || number >= next ? null : ring[slot(number)];
        if (entry == null) {
            throw new IllegalArgumentException(
                    "event " + number + " is not in the journal, which holds " + first + " to " + (next - 1));
        }
        return entry;
    }

    long first() {
        return first;
    }

    long next() {
        return next;
    }

    int size() {
        return (int) (next - first);
    }

    /** Drops the events published before a time, and those before {@code passed} while there are more than {@code limit}. */
    void trim(long publishedBefore, long passed, int limit) {
        while (first < next
                && (get(first).publishedAt() < publishedBefore || (next - first > limit && first < passed))) {
            ring[slot(first)] = null;
            first++;
        }
    }

    /** Number of the first event published at or after a time; the next one to come when there is none. */
    long firstPublishedFrom(long time) {
        long number = first;
        while (number < next && get(number).publishedAt() < time) {
            number++;
        }
        return number;
    }

    /** Number of the newest event of the topics; the next one to come when there is none. */
    long last(long topics) {
        for (long number = next - 1; number >= first; number--) {
            if ((get(number).topic() & topics) != 0) {
                return number;
            }
        }
        return next;
    }

    /** How many events of the topics there are from a number on. */
    long count(long from, long topics) {
        long count = 0;
        for (long number = from; number < next; number++) {
            if ((get(number).topic() & topics) != 0) {
                count++;
            }
        }
        return count;
    }

    private int slot(long number) {
        return (int) (number & (ring.length - 1));
    }

    private void grow() {
        @Nullable Entry<E>[] old = ring;
        int oldMask = old.length - 1;
        ring = newRing(old.length * 2);
        for (long number = first; number < next; number++) {
            ring[slot(number)] = old[(int) (number & oldMask)];
        }
        Arrays.fill(old, null);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <E> @Nullable Entry<E>[] newRing(int length) {
        return (Entry<E>[]) new Entry[length];
    }
}
