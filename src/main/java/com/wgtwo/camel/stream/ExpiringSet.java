package com.wgtwo.camel.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Identities remembered for a time, the oldest forgotten first; bounded in number as well. */
final class ExpiringSet {

    private final int capacity;
    private final Map<EventId, Long> expiries = new LinkedHashMap<>();

    ExpiringSet(int capacity) {
        this.capacity = capacity;
    }

    void add(EventId id, long now, long lifetimeNanos) {
        expiries.remove(id);
        expiries.put(id, now + lifetimeNanos);
        Iterator<Long> oldest = expiries.values().iterator();
        while (oldest.hasNext()) {
            boolean expired = oldest.next() - now <= 0;
            if (!expired && expiries.size() <= capacity) {
                return;
            }
            oldest.remove();
        }
    }

    boolean contains(EventId id, long now) {
        Long expiry = expiries.get(id);
        return expiry != null && expiry - now > 0;
    }

    void remove(EventId id) {
        expiries.remove(id);
    }

    int size() {
        return expiries.size();
    }
}
