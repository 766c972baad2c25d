package com.wgtwo.camel.soak;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.e2e.Outcome;
import com.wgtwo.camel.e2e.Sent;
import com.wgtwo.camel.sandbox.broker.Ack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was emitted, what arrived, and what that says about the guarantees. */
final class Ledger {

    /** The life of one event. */
    private static final class Entry {
        private final String subscriber;
        private final long number;
        private int accepted;
        private int repeatsOfKills;
        private int repeatsOfStops;
        private Instant done;
        private final List<Instant> again = new ArrayList<>(0);

        Entry(String subscriber, long number) {
            this.subscriber = subscriber;
            this.number = number;
        }
    }

    /**
     * The verdict.
     *
     * @param emitted events emitted
     * @param lost never accepted downstream
     * @param unacknowledged never acknowledged
     * @param ackedTooSoon acknowledged before they were accepted downstream
     * @param repeated accepted downstream again by a process that had done them, or although they were acknowledged
     * @param repeatedAfterKills accepted downstream again after a kill -9, because they were not acknowledged yet
     * @param repeatedAfterStops accepted downstream again after a SIGTERM, because the platform had refused their acks
     * @param inversions accepted downstream after a newer event of their subscriber
     */
    record Verdict(
            int emitted,
            long lost,
            long unacknowledged,
            long ackedTooSoon,
            long repeated,
            long repeatedAfterKills,
            long repeatedAfterStops,
            long inversions) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final TreeMap<Instant, String> faults = new TreeMap<>();
    private long inversions;

    synchronized void emitted(Sent event) {
        entries.put(event.id(), new Entry(event.subscriber(), entries.size()));
    }

    synchronized void answered(Post post) {
        Entry entry = entries.get(post.id());
        if (entry == null || !post.accepted()) {
            return;
        }
        entry.accepted++;
        if (entry.accepted == 1) {
            entry.done = post.answered().truncatedTo(ChronoUnit.MILLIS);
            if (newest.merge(entry.subscriber, entry.number, Math::max) > entry.number) {
                inversions++;
            }
        } else {
            entry.again.add(post.answered());
        }
    }

    /** A fault begins. */
    synchronized void fault(String what) {
        faults.put(Instant.now(), what);
    }

    /** When what was repeated for no reason was accepted, and the faults before. */
    synchronized List<String> unexplained() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().accepted
                        > 1 + entry.getValue().repeatsOfKills + entry.getValue().repeatsOfStops)
                .map(entry -> entry.getKey() + " accepted " + entry.getValue().done + ", again "
                        + entry.getValue().again + ", faults "
                        + faults.subMap(
                                entry.getValue().done.minusSeconds(60),
                                entry.getValue().again.get(0).plusSeconds(1)))
                .toList();
    }

    /** A process was killed while these were not acknowledged. */
    synchronized void killed(List<Event> unacknowledged) {
        done(unacknowledged).forEach(entry -> entry.repeatsOfKills++);
    }

    /** A process stopped in order while these were not acknowledged. */
    synchronized void stopped(List<Event> unacknowledged) {
        done(unacknowledged).forEach(entry -> entry.repeatsOfStops++);
    }

    private List<Entry> done(List<Event> events) {
        return events.stream()
                .map(event -> entries.get(Outcome.id(event)))
                .filter(entry -> entry != null && entry.accepted > 0)
                .toList();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized long accepted() {
        return entries.values().stream().filter(entry -> entry.accepted > 0).count();
    }

    synchronized Verdict verdict(List<Ack<Event>> acks) {
        Map<String, Instant> acked = new HashMap<>();
        acks.forEach(ack -> acked.putIfAbsent(Outcome.id(ack.event()), ack.at()));
        long tooSoon = 0;
        long repeated = 0;
        long byKills = 0;
        long byStops = 0;
        for (Map.Entry<String, Instant> ack : acked.entrySet()) {
            Entry entry = entries.get(ack.getKey());
            if (entry != null && (entry.done == null || ack.getValue().isBefore(entry.done))) {
                tooSoon++;
            }
        }
        for (Entry entry : entries.values()) {
            int more = Math.max(0, entry.accepted - 1);
            int afterKill = Math.min(more, entry.repeatsOfKills);
            int afterStop = Math.min(more - afterKill, entry.repeatsOfStops);
            byKills += afterKill;
            byStops += afterStop;
            repeated += more - afterKill - afterStop;
        }
        return new Verdict(
                entries.size(),
                entries.size() - accepted(),
                entries.keySet().stream().filter(id -> !acked.containsKey(id)).count(),
                tooSoon,
                repeated,
                byKills,
                byStops,
                inversions);
    }
}
