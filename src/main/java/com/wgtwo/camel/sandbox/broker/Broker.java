package com.wgtwo.camel.sandbox.broker;

import com.wgtwo.camel.sandbox.broker.Journal.Entry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One event stream. One lock guards the journal and all subscriptions; nothing under it blocks. Time limits are applied by
 * {@link #tick()}, which the owner calls every few milliseconds.
 *
 * @param <E> type of the events
 */
public final class Broker<E> {
    private final String stream;
    private final BrokerSettings settings;
    private final Clock clock;
    private final BrokerFaults faults;

    private final Object lock = new Object();
    private final Journal<E> journal = new Journal<>();
    private final Groups<E> groups = new Groups<>();
    private final AckLog<E> acks;

    /**
     * @param stream name of the stream, for reports
     * @param settings the limits
     * @param clock tells publication times, deadlines and expiry
     * @param faults what to do wrong
     */
    public Broker(String stream, BrokerSettings settings, Clock clock, BrokerFaults faults) {
        this.stream = stream;
        this.settings = settings;
        this.clock = clock;
        this.faults = faults;
        this.acks = new AckLog<>(settings.ackLogLimit());
    }

    /**
     * Adds an event to the journal and delivers it.
     *
     * @param topic its topic, one bit
     * @return its number in the journal
     */
    public long publish(long topic, E event) {
        synchronized (lock) {
            long now = clock.millis();
            long number = journal.append(now, topic, event).number();
            if (journal.size() > settings.historyLimit()) {
                trim(now);
            }
            dispatchAll(now);
            return number;
        }
    }

    /** Joins or opens a subscription and starts to deliver. */
    public Member<E> subscribe(Subscription subscription, Sink<E> sink) {
        synchronized (lock) {
            long now = clock.millis();
            dropAbandoned(now);
            trim(now);
            Group<E> group = groups.open(subscription, () -> start(subscription));
            if (!subscription.kind().shared()) {
                List.copyOf(group.members).forEach(old -> {
                    leave(old);
                    old.sink.replaced();
                });
            }
            Member<E> member = new Member<>(this, group, sink, groups.newInbox(group), subscription);
            group.joined(member);
            dispatch(group, now);
            return member;
        }
    }

    /** Acknowledges one event; the connection it comes over does not matter, nor whether the event was delivered again. */
    public AckOutcome ack(String inbox, long sequence) {
        synchronized (lock) {
            Group<E> group = groups.byInbox(inbox);
            if (group == null || sequence < 1 || sequence > group.lastSequence) {
                acks.unknown();
                return AckOutcome.UNKNOWN;
            }
            InFlight<E> item = group.acknowledge(sequence);
            if (item == null) {
                acks.repeated();
                return AckOutcome.ALREADY_ACKED;
            }
            long now = clock.millis();
            acks.add(new Ack<>(
                    stream,
                    group.name,
                    sequence,
                    item.entry.number(),
                    item.attempts,
                    Instant.ofEpochMilli(now),
                    item.entry.event()));
            dispatch(group, now);
            return AckOutcome.ACKED;
        }
    }

    /** Applies everything that happens by the passing of time. */
    public void tick() {
        synchronized (lock) {
            long now = clock.millis();
            groups.all().forEach(group -> group.expire(now));
            dropAbandoned(now);
            trim(now);
            dispatchAll(now);
        }
    }

    /**
     * Delivers an acknowledged event once more, as a platform does that lost the acknowledgement.
     *
     * @return false when its subscription is gone
     */
    public boolean deliverAgain(Ack<E> ack) {
        synchronized (lock) {
            Group<E> group = groups.byName(ack.subscription());
            if (group == null) {
                return false;
            }
            Entry<E> entry = new Entry<>(ack.number(), ack.at().toEpochMilli(), group.topics, ack.event());
            InFlight<E> item = new InFlight<>(entry, ack.sequence(), ack.attempts());
            group.pending.put(item.sequence, item);
            group.waiting.put(item.sequence, item);
            dispatch(group, clock.millis());
            return true;
        }
    }

    /** The topics of all subscriptions with a connected client, as a bit set. */
    public long wantedTopics() {
        synchronized (lock) {
            return groups.all().stream()
                    .filter(group -> !group.members.isEmpty())
                    .mapToLong(group -> group.topics)
                    .reduce(0, (left, right) -> left | right);
        }
    }

    /** Name of the stream. */
    public String stream() {
        return stream;
    }

    /** Number of the newest event, 0 when there was none. */
    public long published() {
        synchronized (lock) {
            return journal.next() - 1;
        }
    }

    /** The acknowledged events that are remembered, oldest first. */
    public List<Ack<E>> acks() {
        synchronized (lock) {
            return acks.list();
        }
    }

    /** How many acknowledgements came, by what they did. */
    public AckCounts ackCounts() {
        synchronized (lock) {
            return acks.counts();
        }
    }

    /** The events that were delivered and not acknowledged, by subscription and sequence. */
    public List<Pending<E>> pending() {
        synchronized (lock) {
            return groups.all().stream()
                    .flatMap(group -> group.pending(stream).stream())
                    .toList();
        }
    }

    /** All subscriptions, those that only hold a position included. */
    public List<SubscriptionStatus> subscriptions() {
        synchronized (lock) {
            List<SubscriptionStatus> result = new ArrayList<>();
            for (Group<E> group : groups.all()) {
                result.add(group.status(stream, journal, settings.positionRetention()));
            }
            return result;
        }
    }

    void resume(Member<E> member) {
        synchronized (lock) {
            dispatch(member.group, clock.millis());
        }
    }

    void leave(Member<E> member) {
        synchronized (lock) {
            if (member.left) {
                return;
            }
            member.left = true;
            long now = clock.millis();
            Group<E> group = member.group;
            group.left(member, now);
            if (group.members.isEmpty() && !group.kind.durable()) {
                groups.remove(group);
            } else {
                dispatch(group, now);
            }
        }
    }

    private void dispatchAll(long now) {
        for (Group<E> group : groups.all()) {
            dispatch(group, now);
        }
    }

    private void dispatch(Group<E> group, long now) {
        if (!faults.hanging()) {
            group.dispatch(journal, now - faults.delayMillis(), now, faults);
        }
    }

    private long start(Subscription subscription) {
        StartPosition start = subscription.start();
        if (start instanceof StartPosition.Oldest) {
            return journal.first();
        }
        if (start instanceof StartPosition.AtNumber at) {
            return Math.max(at.number(), journal.first());
        }
        if (start instanceof StartPosition.AtTime at) {
            return journal.firstPublishedFrom(at.instant().toEpochMilli());
        }
        if (start instanceof StartPosition.Last) {
            return journal.last(subscription.topics());
        }
        return journal.next();
    }

    private void dropAbandoned(long now) {
        groups.dropAbandoned(now, settings.positionRetention().toMillis());
    }

    private void trim(long now) {
        long passed = journal.next();
        for (Group<E> group : groups.all()) {
            passed = Math.min(passed, group.cursor);
        }
        journal.trim(now - settings.history().toMillis(), passed, settings.historyLimit());
    }
}
