package com.wgtwo.camel.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The book of events in flight: what runs, what waits, what comes again.
 *
 * <p>It knows no transport and starts no thread; every method is one short step under one lock, so that the guarantees
 * can be read here and tested by driving it with any order of steps:
 *
 * <ul>
 *   <li>an event is in the book at most once; a further delivery of it is folded into the one that is there;
 *   <li>an event whose work is done never runs again, a delivery of it is acknowledged again;
 *   <li>of one subscriber at most one event runs, in stream order, also after failures and redeliveries;
 *   <li>never more events of a subscription than its window are in the book.
 * </ul>
 */
final class Dispatcher {

    /**
     * How much longer than two ack timeouts a done event is known: the platform keeps events for 30 minutes and the position of a
     * subscription for an hour, so that an event whose ack got lost in an outage may come again as late as that.
     */
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    /** Events whose failed runs are counted at once. */
    private static final int MAX_COUNTED = 10_000;

    /** How many ack timeouts longer an owed event is waited for while the window is full. */
    private static final int FULL_WINDOW_PATIENCE = 4;

    private static final String THE_ONE_LANE = "";

    /** What becomes of a delivery. */
    enum Verdict {
        /** It runs now, or an older event of its subscriber does that waited for one that is not expected any longer. */
        RUN,
        /** It runs after the events of its subscriber before it, those that have to come again included. */
        QUEUED,
        /** The event is in the book already; its ack handle is now this delivery's. */
        FOLDED,
        /** Its work is done, only the ack is missing. */
        ACK_AGAIN,
        /** Its work is done and there is nothing to acknowledge. */
        REPEATED,
        /** Nothing is taken in any more; the event stays with the platform. */
        CLOSED
    }

    /**
     * A delivery's fate.
     *
     * @param verdict what becomes of it
     * @param event the entry in the book that this is about; null when there is none
     */
    record Offered(Verdict verdict, @Nullable InFlight event) {}

    /**
     * What a step set free.
     *
     * @param next an event that may run now; null for none
     * @param origins subscriptions that have more room than before
     */
    record Freed(@Nullable InFlight next, Set<Origin> origins) {
        static final Freed NOTHING = new Freed(null, Set.of());
    }

    private final Ordering ordering;
    private final long ackTimeoutNanos;
    private final TimeSource time;

    private final Map<EventId, InFlight> inFlight = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final DoneMemory done;
    private final long doneLifetimeNanos;
    private final Map<EventId, Integer> attempts = new LinkedHashMap<>();
    private final Set<Origin> origins = new LinkedHashSet<>();
    private boolean closed;
    private long lastFullNanos;

    /**
     * An empty book.
     *
     * @param ordering which events wait for one another
     * @param ackTimeout after which the platform delivers again
     * @param time the clock
     */
    Dispatcher(Ordering ordering, Duration ackTimeout, TimeSource time) {
        this(ordering, ackTimeout, time, new DoneMemory());
    }

    /**
     * An empty book that knows what others have done.
     *
     * @param ordering which events wait for one another
     * @param ackTimeout after which the platform delivers again
     * @param time the clock
     * @param done what is done
     */
    Dispatcher(Ordering ordering, Duration ackTimeout, TimeSource time, DoneMemory done) {
        this.ordering = ordering;
        this.ackTimeoutNanos = ackTimeout.toNanos();
        this.time = time;
        this.lastFullNanos = time.nanos() - 2 * ackTimeoutNanos;
        this.done = done;
        this.doneLifetimeNanos = ackTimeout.multipliedBy(2).plus(LONGEST_OUTAGE).toNanos();
    }

    /** Takes a delivery in. */
    synchronized Offered offer(Delivery delivery) {
        long now = time.nanos();
        EventId id = delivery.facts().id();
        Counters counters = delivery.origin().counters();
        origins.add(delivery.origin());
        counters.received(delivery.facts().redelivered());
        InFlight known = inFlight.get(id);
        if (known != null) {
            if (delivery.facts().ackRequest() != null) {
                known.fold(delivery);
            }
            counters.folded++;
            return new Offered(Verdict.FOLDED, known);
        }
        if (done.contains(id, now)) {
            return ackAgain(delivery, now);
        }
        if ((closed || delivery.origin().closed()) && delivery.comesAgain()) {
            return new Offered(Verdict.CLOSED, null);
        }
        String key = laneKey(delivery.facts());
        Lane lane = key == null ? null : lanes.computeIfAbsent(key, k -> new Lane());
        InFlight event = new InFlight(delivery, lane, key, now);
        enter(event);
        if (lane == null) {
            event.state(InFlight.State.READY);
            return new Offered(Verdict.RUN, event);
        }
        lane.enter(event);
        InFlight next = ready(lane.next(overdue(now)));
        return next == null ? new Offered(Verdict.QUEUED, event) : new Offered(Verdict.RUN, next);
    }

    /**
     * The time by which expiries of owed events are judged. While the window is full nothing is asked of the platform,
     * so an owed event cannot come, and shortly after it may still be on its way. The patience has an end, because the
     * event may have gone to another member of the queue.
     */
    private long overdue(long now) {
        return now - lastFullNanos < ackTimeoutNanos ? now - FULL_WINDOW_PATIENCE * ackTimeoutNanos : now;
    }

    private void enter(InFlight event) {
        inFlight.put(event.id(), event);
        event.origin().take();
    }

    private Offered ackAgain(Delivery delivery, long now) {
        delivery.origin().counters().ackedAgain++;
        if (delivery.facts().ackRequest() == null) {
            return new Offered(Verdict.REPEATED, null);
        }
        InFlight event = new InFlight(delivery, null, null, now);
        event.state(InFlight.State.COMPLETED);
        enter(event);
        return new Offered(Verdict.ACK_AGAIN, event);
    }

    private @Nullable String laneKey(EventFacts facts) {
        return switch (ordering) {
            case NONE -> null;
            case SUBSCRIBER -> facts.subscriber();
            case STRICT -> THE_ONE_LANE;
        };
    }

    /**
     * A thread is about to run an event, which may be done meanwhile: by the engine whose place this one took, or because the ack
     * of an earlier run was answered after all.
     *
     * @return null when it is not; else what was set free, and its ack is to be asked for if it has a handle
     */
    synchronized @Nullable Freed skip(InFlight event) {
        if (!done.contains(event.id(), time.nanos())) {
            return null;
        }
        event.origin().counters().ackedAgain++;
        event.state(InFlight.State.COMPLETED);
        Set<Origin> freed = new HashSet<>(2);
        InFlight next = advance(event);
        if (event.latest().facts().ackRequest() == null) {
            release(event, freed);
        }
        return new Freed(next, freed);
    }

    /**
     * A thread is about to run an event.
     *
     * @return null when it may; what was set free when it may not, because its time is up or the intake is closed
     */
    synchronized @Nullable Freed start(InFlight event) {
        boolean late = event.latest().comesAgain() && event.deadlineNanos() - time.nanos() <= 0;
        boolean refused = closed && event.latest().comesAgain();
        if (!refused && !late) {
            event.state(InFlight.State.RUNNING);
            event.attempt(attempts.getOrDefault(event.id(), 0) + 1);
            return null;
        }
        if (late) {
            event.origin().counters().late++;
        }
        return notStarted(event);
    }

    /** No thread will run an event. It comes again, if the platform delivers it again. */
    synchronized Freed notStarted(InFlight event) {
        event.state(InFlight.State.COMPLETED);
        Set<Origin> freed = new HashSet<>();
        InFlight next = event.latest().comesAgain() ? comeAgain(event, freed) : advance(event);
        release(event, freed);
        return new Freed(next, freed);
    }

    /** The work on an event ended, well if an ack was asked for; otherwise it comes again. */
    synchronized Freed complete(InFlight event) {
        if (event.state() == InFlight.State.COMPLETED) {
            return Freed.NOTHING;
        }
        event.state(InFlight.State.COMPLETED);
        boolean comesAgain = event.latest().comesAgain();
        long now = time.nanos();
        Counters counters = event.origin().counters();
        if (comesAgain && event.deadlineNanos() - now <= 0) {
            counters.overran++;
        }
        counters.worked.add(now - event.receivedNanos());
        Set<Origin> freed = new HashSet<>(2);
        InFlight next = null;
        if (event.done()) {
            counters.succeeded++;
            next = advance(event);
        } else {
            counters.failed++;
            count(event);
            next = comesAgain ? comeAgain(event, freed) : advance(event);
        }
        if (!event.acking()) {
            release(event, freed);
        }
        return new Freed(next, freed);
    }

    private @Nullable InFlight advance(InFlight event) {
        Lane lane = event.lane();
        if (lane == null) {
            return null;
        }
        lane.ended();
        InFlight next = ready(lane.next(overdue(time.nanos())));
        dropIfEmpty(lane, event.laneKey());
        return next;
    }

    private static @Nullable InFlight ready(@Nullable InFlight next) {
        if (next != null) {
            next.state(InFlight.State.READY);
        }
        return next;
    }

    /** What the platform delivers only once does not wait for what comes again. */
    private @Nullable InFlight comeAgain(InFlight event, Set<Origin> freed) {
        Lane lane = event.lane();
        if (lane == null) {
            return null;
        }
        for (InFlight waiting : lane.setAside(event, ackTimeoutNanos)) {
            waiting.state(InFlight.State.COMPLETED);
            waiting.origin().counters().setAside++;
            release(waiting, freed);
        }
        return ready(lane.next(overdue(time.nanos())));
    }

    private void count(InFlight event) {
        attempts.remove(event.id());
        attempts.put(event.id(), event.attempt());
        if (attempts.size() > MAX_COUNTED) {
            attempts.remove(attempts.keySet().iterator().next());
        }
    }

    private void release(InFlight event, Set<Origin> freed) {
        if (!event.release()) {
            return;
        }
        Origin origin = event.origin();
        if (origin.free() == 0) {
            lastFullNanos = time.nanos();
        }
        inFlight.remove(event.id(), event);
        origin.giveBack();
        freed.add(origin);
    }

    private void dropIfEmpty(Lane lane, @Nullable String key) {
        if (key != null && lane.isEmpty()) {
            lanes.remove(key, lane);
        }
    }

    /**
     * An ack is asked for.
     *
     * @return a future to answer when this call starts the ack; null when one is under way or was answered well, which
     *     {@link #ackOf} then gives
     */
    synchronized @Nullable CompletableFuture<Void> startAck(InFlight event) {
        if (event.ack() != null) {
            return null;
        }
        // Before the answer, which another engine that is asked for the same event may not have to wait for.
        done.settled(event.id(), false, time.nanos(), doneLifetimeNanos);
        return event.startAck();
    }

    /** The ack that is under way or was answered well. */
    synchronized CompletableFuture<Void> ackOf(InFlight event) {
        return Objects.requireNonNull(event.ack(), "no ack was started");
    }

    /** The ack of an event was answered, or given up. */
    synchronized Freed ackAnswered(InFlight event, boolean accepted) {
        long now = time.nanos();
        event.ackAnswered();
        done.settled(event.id(), accepted, now, doneLifetimeNanos);
        attempts.remove(event.id());
        Counters counters = event.origin().counters();
        if (accepted) {
            counters.acked++;
            if (event.attempt() > 0) {
                counters.acknowledged.add(now - event.receivedNanos());
            }
        } else {
            counters.ackFailed++;
        }
        if (event.released()) {
            // The ack came after the exchange had ended without one: the event is not expected again after all.
            Lane lane = event.laneKey() == null ? null : lanes.get(event.laneKey());
            if (lane == null) {
                return Freed.NOTHING;
            }
            lane.settle(event.id());
            InFlight next = ready(lane.next(overdue(now)));
            dropIfEmpty(lane, event.laneKey());
            return new Freed(next, Set.of());
        }
        if (event.state() != InFlight.State.COMPLETED) {
            return Freed.NOTHING;
        }
        Set<Origin> freed = new HashSet<>(2);
        release(event, freed);
        return new Freed(null, freed);
    }

    /** The delivery whose handle an ack uses: the newest. */
    synchronized Delivery latest(InFlight event) {
        return event.latest();
    }

    /**
     * Stops taking events in; those that run go on, those that have not been started stay with the platform, unless it
     * would not deliver them again. They keep their places, for the case that the intake is opened again.
     */
    synchronized void close() {
        closed = true;
        for (Lane lane : lanes.values()) {
            lane.giveBackAll(ackTimeoutNanos).forEach(waiting -> {
                waiting.state(InFlight.State.COMPLETED);
                release(waiting, new HashSet<>());
            });
        }
    }

    /** Takes events in again. What the platform still holds is expected anew, and nothing newer runs before it. */
    synchronized void open() {
        closed = false;
        origins.forEach(this::expectAgain);
    }

    /** Whether nothing is taken in any more. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Takes nothing in any more of one subscription; what is in the book of it goes on. */
    synchronized void close(Origin origin) {
        origin.closed(true);
    }

    /** Takes events of a subscription in again. */
    synchronized void open(Origin origin) {
        origin.closed(false);
    }

    /** A new stream of a subscription delivers everything that it owes again. */
    synchronized void expectAgain(Origin origin) {
        long expiry = time.nanos() + 2 * ackTimeoutNanos;
        lanes.values().forEach(lane -> lane.expectAgain(origin, expiry));
    }

    /**
     * Forgets what did not come again, and gives back what waited for it for too long; to be called now and then, so that
     * lanes of silent subscribers go away.
     *
     * @return what that set free
     */
    synchronized List<Freed> forgetExpired() {
        long now = time.nanos();
        List<Freed> freed = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            lane.forgetExpired(overdue(now));
            Set<Origin> roomier = new HashSet<>();
            for (InFlight late : lane.giveBackLate(now, ackTimeoutNanos)) {
                late.state(InFlight.State.COMPLETED);
                late.origin().counters().setAside++;
                release(late, roomier);
            }
            InFlight next = ready(lane.next(overdue(now)));
            if (next != null || !roomier.isEmpty()) {
                freed.add(new Freed(next, roomier));
            }
        }
        lanes.values().removeIf(Lane::isEmpty);
        return freed;
    }

    /** How many more events of a subscription fit. */
    synchronized int free(Origin origin) {
        return origin.free();
    }

    /** How many events of a subscription are in the program. */
    synchronized int inUse(Origin origin) {
        return origin.inUse();
    }

    /** Whether no event is in the program. */
    synchronized boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** The figures of this moment, of all subscriptions together. */
    synchronized Figures figures() {
        Counters all = new Counters();
        origins.forEach(origin -> all.add(origin.counters()));
        return figures(
                all,
                inFlight.values(),
                lanes.values().stream().mapToInt(Lane::owed).sum());
    }

    /** The figures of this moment, of one subscription. */
    synchronized Figures figures(Origin origin) {
        List<InFlight> its = inFlight.values().stream()
                .filter(event -> event.origin() == origin)
                .toList();
        int owed = lanes.values().stream().mapToInt(lane -> lane.owed(origin)).sum();
        return figures(origin.counters(), its, owed);
    }

    private Figures figures(Counters counters, Collection<InFlight> events, int owed) {
        long now = time.nanos();
        long oldest = 0;
        int queued = 0;
        for (InFlight event : events) {
            oldest = Math.max(oldest, now - event.receivedNanos());
            queued += event.state() == InFlight.State.QUEUED ? 1 : 0;
        }
        return counters.figures(events.size(), queued, owed, Duration.ofNanos(oldest));
    }

    /** An event is kept as a dead letter. */
    synchronized void givenUp(InFlight event) {
        event.origin().counters().givenUp++;
    }

    /** Whether an ack was asked for. */
    synchronized boolean isDone(InFlight event) {
        return event.done();
    }

    /** The identities in the book, for tests of its rules. */
    synchronized List<EventId> ids() {
        return List.copyOf(inFlight.keySet());
    }
}
