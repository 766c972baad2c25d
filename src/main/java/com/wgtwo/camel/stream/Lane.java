package com.wgtwo.camel.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscriber: one runs, those behind it are queued, and those that failed or could not be started in
 * time are owed, which means that the platform will deliver them again and that nothing newer may run before them. What
 * is newer is parked meanwhile: left to the platform it would come again only after an ack timeout, with newer events
 * before it that would have to wait for it in turn, and so on for as long as there are any.
 *
 * <p>Guarded by the lock of its {@link Dispatcher}.
 */
final class Lane {

    private final Deque<InFlight> queue = new ArrayDeque<>();

    /** Newer than all that is queued and owed. */
    private final Deque<InFlight> parked = new ArrayDeque<>();

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

    /** Whether an event is among those that will come again. */
    boolean owes(EventId id) {
        return owed.containsKey(id);
    }

    /** Whether newer events wait for those that will come again. */
    boolean hasParked() {
        return !parked.isEmpty();
    }

    /** Takes an event in that runs after all that will come again. */
    void park(InFlight event) {
        parked.addLast(event);
    }

    /**
     * Gives those back to the platform that were parked until their time was up: what they wait for may never come.
     *
     * @param graceNanos how long after its deadline an event is still expected
     * @return those that are not in the program any more
     */
    List<InFlight> giveBackLate(long now, long graceNanos) {
        if (parked.stream().noneMatch(event -> event.deadlineNanos() - now <= 0)) {
            return List.of();
        }
        List<InFlight> given =
                parked.stream().filter(event -> event.latest().comesAgain()).toList();
        given.forEach(event -> owed.put(event.id(), owed(event, graceNanos)));
        parked.removeAll(given);
        return given;
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
    InFlight next(long now) {
        running = queue.pollFirst();
        return running == null ? unpark(now) : running;
    }

    /** When nothing runs and nothing older will come again, what was parked first runs. */
    @Nullable
    InFlight unpark(long now) {
        if (running != null || parked.isEmpty()) {
            return null;
        }
        forgetExpired(now);
        if (owed.isEmpty()) {
            running = parked.pollFirst();
        }
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
        List<InFlight> waiting = Stream.concat(queue.stream(), parked.stream())
                .filter(event -> event.latest().comesAgain())
                .toList();
        queue.removeAll(waiting);
        parked.removeAll(waiting);
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
        return queue.size() + parked.size();
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
        return running == null && queue.isEmpty() && parked.isEmpty() && owed.isEmpty();
    }
}
