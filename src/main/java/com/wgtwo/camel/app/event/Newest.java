package com.wgtwo.camel.app.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets its oldest entry when it has more than it may; not for several threads at once. Camel's cache for this
 * keeps a trace of each key that was removed, and once these are twice as many as it may hold, it goes through all of them with
 * every further key (4.17; measured: 10 events/s instead of 9,000 after 200,000 events).
 *
 * @param <V> what the keys stand for
 */
public final class Newest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    /** @param most how many entries it keeps */
    public Newest(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
