package com.wgtwo.camel.stream;

/**
 * Identities remembered for a time, the oldest forgotten first; bounded in number as well.
 *
 * <p>In plain arrays, because tens of thousands are kept: 32 bytes for each instead of 96, and nothing that a collector of garbage
 * has to follow or to move. The identities lie in a ring, in the order they came in; a table with linear probing says where
 * each one lies. Room doubles when it is short, and is kept.
 */
final class ExpiringSet {
    private static final int SMALLEST = 64;

    private final int capacity;
    private long[] highs;
    private long[] lows;
    private long[] expiries;

    /** Twice as long as the ring; a place in the ring plus one, or zero for none. */
    private int[] table;

    /** The number of the oldest place in use, and that of the next one; they only grow. Removed ones leave holes between. */
    private long first;

    private long end;
    private int size;

    /**
     * An empty set.
     *
     * @param capacity how many identities are kept at most
     */
    ExpiringSet(int capacity) {
        this(capacity, SMALLEST);
    }

    private ExpiringSet(int capacity, int room) {
        this.capacity = capacity;
        highs = new long[room];
        lows = new long[room];
        expiries = new long[room];
        table = new int[2 * room];
    }

    /** Remembers an identity from now on, as the newest one, whether it was there or not. */
    void add(EventId id, long now, long lifetimeNanos) {
        remove(id);
        if (end - first == highs.length) {
            makeRoom();
        }
        append(id.high(), id.low(), now + lifetimeNanos);
        forget(now);
    }

    boolean contains(EventId id, long now) {
        int entry = find(id.high(), id.low());
        return entry >= 0 && expiries[table[entry] - 1] - now > 0;
    }

    void remove(EventId id) {
        int entry = find(id.high(), id.low());
        if (entry >= 0) {
            delete(entry);
        }
    }

    int size() {
        return size;
    }

    /** For how many identities there are places, for tests. */
    int room() {
        return highs.length;
    }

    private void forget(long now) {
        while (first < end) {
            int place = place(first);
            int entry = entryOf(place);
            if (entry >= 0) {
                if (size <= capacity && expiries[place] - now > 0) {
                    return;
                }
                delete(entry);
            }
            first++;
        }
    }

    /** Leaves the holes out; nothing has changed when there is no memory for it. */
    private void makeRoom() {
        ExpiringSet roomier = new ExpiringSet(capacity, size > highs.length / 2 ? 2 * highs.length : highs.length);
        for (long number = first; number < end; number++) {
            int place = place(number);
            if (entryOf(place) >= 0) {
                roomier.append(highs[place], lows[place], expiries[place]);
            }
        }
        highs = roomier.highs;
        lows = roomier.lows;
        expiries = roomier.expiries;
        table = roomier.table;
        first = 0;
        end = roomier.end;
    }

    /** Where the table says this place; negative when it is a hole, or its identity was added again and lies in a newer one. */
    private int entryOf(int place) {
        int entry = find(highs[place], lows[place]);
        return entry >= 0 && table[entry] == place + 1 ? entry : -1;
    }

    private void append(long high, long low, long expiry) {
        int place = place(end++);
        highs[place] = high;
        lows[place] = low;
        expiries[place] = expiry;
        int entry = home(low);
        while (table[entry] != 0) {
            entry = after(entry);
        }
        table[entry] = place + 1;
        size++;
    }

    /** Where the table says the place of an identity; negative when it is not there. */
    private int find(long high, long low) {
        for (int entry = home(low); table[entry] != 0; entry = after(entry)) {
            int place = table[entry] - 1;
            if (lows[place] == low && highs[place] == high) {
                return entry;
            }
        }
        return -1;
    }

    /** Moves entries behind it up, so that no search ends at the gap. */
    private void delete(int entry) {
        int mask = table.length - 1;
        int gap = entry;
        for (int next = after(gap); table[next] != 0; next = after(next)) {
            int wanted = home(lows[table[next] - 1]);
            if (((next - wanted) & mask) >= ((next - gap) & mask)) {
                table[gap] = table[next];
                gap = next;
            }
        }
        table[gap] = 0;
        size--;
    }

    private int place(long number) {
        return (int) number & (highs.length - 1);
    }

    /** An identity is a hash already. */
    private int home(long low) {
        return (int) low & (table.length - 1);
    }

    private int after(int entry) {
        return (entry + 1) & (table.length - 1);
    }
}
