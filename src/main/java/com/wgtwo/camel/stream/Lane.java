package com.wgtwo.camel.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscriber, in stream order: one runs, and each of the others has a place, whether it is in the program
 * or owed. Owed are those that failed or could not be started in time: the platform will deliver them again, and nothing
 * newer may run before them. What comes before its turn keeps its place and waits in the program. Left to the platform it
 * would come again only after an ack timeout, with newer events before it that would have to wait for it in turn, and so
 * on for as long as there are any.
 *
 * <p>Guarded by the lock of its {@link Dispatcher}.
 */
final class Lane {

    /**
     * A place in the order.
     *
     * @param event what waits here; null for an owed event
     * @param expiry the time after which an owed event is taken to have gone elsewhere
     * @param last the time that this is never moved beyond
     * @param origin the subscription it comes over
     */
    private record Place(@Nullable InFlight event, long expiry, long last, Origin origin) {}

    /**
     * How long after its deadline an event is owed at most, however often new streams say that it comes again: after an hour
     * the platform has forgotten the position of a subscription. Another member of the queue may have done it long since.
     */
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Map<EventId, Place> places = new LinkedHashMap<>();

    private @Nullable InFlight running;

    /** Takes an event in, at the place where it is owed or behind all others. */
    void enter(InFlight event) {
        places.put(event.id(), new Place(event, 0, 0, event.origin()));
    }

    /** The running event is through. */
    void ended() {
        running = null;
    }

    /**
     * What may run now: the first event, unless one runs or an older one is owed.
     *
     * @return the event, which runs from now on; null when none may
     */
    @Nullable
    InFlight next(long now) {
        if (running != null) {
            return null;
        }
        forgetExpired(now);
        boolean owes = false;
        for (Place place : places.values()) {
            InFlight event = place.event();
            // What the platform delivers only once cannot be left to it.
            if (event != null && (!owes || !event.latest().comesAgain())) {
                places.remove(event.id());
                running = event;
                return event;
            }
            owes |= event == null;
        }
        return null;
    }

    /** An owed event was done after all. */
    void settle(EventId id) {
        places.computeIfPresent(id, (key, place) -> place.event() == null ? null : place);
    }

    /**
     * The running event has to come again, and all that wait behind it with it, so that they keep their order; but what the
     * platform delivers only once.
     *
     * @param graceNanos how long after its deadline an event is still expected
     * @return those that waited and are not in the program any more
     */
    List<InFlight> setAside(InFlight failed, long graceNanos) {
        running = null;
        Map<EventId, Place> behind = new LinkedHashMap<>(places);
        places.clear();
        places.put(failed.id(), owed(failed, graceNanos));
        behind.forEach(places::putIfAbsent);
        return giveBackAll(graceNanos);
    }

    /**
     * Gives those back to the platform that waited for an owed event until their time was up: it may never come.
     *
     * @param graceNanos how long after its deadline an event is still expected
     * @return those that are not in the program any more
     */
    List<InFlight> giveBackLate(long now, long graceNanos) {
        return running != null
                ? List.of()
                : oweAgain(graceNanos, event -> event.latest().comesAgain() && event.deadlineNanos() - now <= 0);
    }

    private List<InFlight> oweAgain(long graceNanos, Predicate<InFlight> which) {
        List<InFlight> given = new ArrayList<>();
        places.replaceAll((id, place) -> {
            InFlight event = place.event();
            if (event == null || !which.test(event)) {
                return place;
            }
            given.add(event);
            return owed(event, graceNanos);
        });
        return given;
    }

    private static Place owed(InFlight event, long graceNanos) {
        long deadline = event.deadlineNanos();
        return new Place(
                null,
                deadline + graceNanos,
                deadline + LONGEST_NANOS,
                event.latest().origin());
    }

    /**
     * Gives everything back that has not been started and that the platform delivers again.
     *
     * @param graceNanos how long after its deadline an event is still expected
     * @return those that are not in the program any more
     */
    List<InFlight> giveBackAll(long graceNanos) {
        return oweAgain(graceNanos, event -> event.latest().comesAgain());
    }

    /** The owed events of one subscription are expected anew, because a new stream delivers them again. */
    void expectAgain(Origin origin, long expiry) {
        places.replaceAll((id, place) -> place.event() == null && place.origin() == origin
                ? new Place(null, expiry - place.last() < 0 ? expiry : place.last(), place.last(), origin)
                : place);
    }

    /** Gives up the owed events that did not come in time. */
    void forgetExpired(long now) {
        places.values().removeIf(place -> place.event() == null && place.expiry() - now <= 0);
    }

    int owed() {
        return (int)
                places.values().stream().filter(place -> place.event() == null).count();
    }

    /** How many of one subscription are owed. */
    int owed(Origin origin) {
        return (int) places.values().stream()
                .filter(place -> place.event() == null && place.origin() == origin)
                .count();
    }

    boolean isEmpty() {
        return running == null && places.isEmpty();
    }
}
