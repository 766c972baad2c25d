package com.wgtwo.camel.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscriber: one runs, those behind it are queued, and those that failed or could not be started in
 * time are owed, which means that the platform will deliver them again and that nothing newer may run before them.
 *
 * <p>Guarded by the lock of its {@link Dispatcher}.
 */
final class Lane {

    private final Deque<InFlight> queue = new ArrayDeque<>();

    /**
     * An event that will come again.
     *
     * @param expiry the time after which it is taken to have gone elsewhere
     * @param origin the subscription it comes over
     */
    private record Owed(long expiry, Origin origin) {}

    /** Owed events in stream order. */
    private Map<EventId, Owed> owed = new LinkedHashMap<>();

    private @Nullable InFlight running;

    /** Whether an arriving event has to wait because an older one of the subscriber has yet to come again. */
    boolean mustWait(EventId id, long now) {
        Iterator<Map.Entry<EventId, Owed>> entries = owed.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<EventId, Owed> head = entries.next();
            if (head.getKey().equals(id)) {
                return false;
            }
            if (head.getValue().expiry() - now > 0) {
                return true;
            }
            entries.remove();
        }
        return false;
    }

    /** Notes that an event will come again, behind all that are owed already. */
    void owe(EventId id, long expiry, Origin origin) {
        owed.put(id, new Owed(expiry, origin));
    }

    void settle(EventId id) {
        owed.remove(id);
    }

    /** Takes an event in; true when it may run now. */
    boolean enter(InFlight event) {
        owed.remove(event.id());
        if (running == null) {
            running = event;
            return true;
        }
        queue.addLast(event);
        return false;
    }

    /** The running event is through: the next one runs. */
    @Nullable
    InFlight next() {
        running = queue.pollFirst();
        return running;
    }

    /**
     * The running event has to come again, and all that wait behind it with it, so that they keep their order.
     *
     * @param graceNanos how long after its deadline an event is still expected
     * @return those that waited and are not in the program any more
     */
    List<InFlight> setAside(InFlight failed, long graceNanos) {
        Map<EventId, Owed> again = new LinkedHashMap<>();
        again.put(failed.id(), owed(failed, graceNanos));
        List<InFlight> waiting = new ArrayList<>(queue);
        waiting.forEach(event -> again.put(event.id(), owed(event, graceNanos)));
        owed.forEach(again::putIfAbsent);
        owed = again;
        queue.clear();
        running = null;
        return waiting;
    }

    private static Owed owed(InFlight event, long graceNanos) {
        return new Owed(event.deadlineNanos() + graceNanos, event.latest().origin());
    }

    /** Takes out everything that has not been started and that the platform delivers again. */
    List<InFlight> clearQueue() {
        List<InFlight> waiting =
                queue.stream().filter(event -> event.latest().comesAgain()).toList();
        queue.removeAll(waiting);
        return waiting;
    }

    /** All owed events are expected anew, because a new stream delivers them again. */
    void expectAgain(long expiry) {
        owed.replaceAll((id, old) -> new Owed(expiry, old.origin()));
    }

    void forgetExpired(long now) {
        owed.values().removeIf(event -> event.expiry() - now <= 0);
    }

    int queued() {
        return queue.size();
    }

    int owed() {
        return owed.size();
    }

    /** How many of one subscription are owed. */
    int owed(Origin origin) {
        return (int)
                owed.values().stream().filter(event -> event.origin() == origin).count();
    }

    boolean isEmpty() {
        return running == null && queue.isEmpty() && owed.isEmpty();
    }
}
