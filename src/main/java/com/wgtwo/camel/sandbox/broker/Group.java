package com.wgtwo.camel.sandbox.broker;

import com.wgtwo.camel.sandbox.broker.Journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A subscription: its position, what is in flight, and the clients that share it. The broker's lock guards it. */
final class Group<E> {
    final String key;
    final String name;
    final Kind kind;
    final Map<Long, InFlight<E>> pending = new HashMap<>();

    /** What waits for redelivery, in stream order. */
    final TreeMap<Long, InFlight<E>> waiting = new TreeMap<>();

    final List<Member<E>> members = new ArrayList<>();

    /** Every inbox an acknowledgement may still name, oldest first. */
    final Deque<String> inboxes = new ArrayDeque<>();

    long topics;
    long cursor;
    long lastSequence;
    long delivered;
    long redelivered;
    long acked;
    /** When the last member left; meaningless while there is one. */
    long abandonedAt;

    private int turn;
    private boolean dispatching;

    Group(String key, String name, Kind kind, long cursor) {
        this.key = key;
        this.name = name;
        this.kind = kind;
        this.cursor = cursor;
    }

    void joined(Member<E> member) {
        members.add(member);
        topics = wanted();
    }

    void left(Member<E> member, long now) {
        members.remove(member);
        for (InFlight<E> item : member.held) {
            item.holder = null;
            waiting.put(item.sequence, item);
        }
        member.held.clear();
        if (members.isEmpty()) {
            abandonedAt = now;
        } else {
            topics = wanted();
        }
    }

    /** Takes back what was not acknowledged in time. */
    void expire(long now) {
        for (Member<E> member : members) {
            Iterator<InFlight<E>> held = member.held.iterator();
            while (held.hasNext()) {
                InFlight<E> item = held.next();
                if (item.deadline > now) {
                    break;
                }
                held.remove();
                item.holder = null;
                waiting.put(item.sequence, item);
            }
        }
    }

    @Nullable
    InFlight<E> acknowledge(long sequence) {
        InFlight<E> item = pending.remove(sequence);
        if (item == null) {
            return null;
        }
        if (item.holder == null) {
            waiting.remove(sequence);
        } else {
            item.holder.held.remove(item);
            item.holder = null;
        }
        acked++;
        return item;
    }

    /** Hands out what can be handed out: redeliveries first, then the journal, at most up to {@code publishedUntil}. */
    void dispatch(Journal<E> journal, long publishedUntil, long now, BrokerFaults faults) {
        if (dispatching || members.isEmpty()) {
            return;
        }
        dispatching = true;
        try {
            dispatchWaiting(now, faults);
            dispatchJournal(journal, publishedUntil, now, faults);
        } finally {
            dispatching = false;
        }
    }

    /** How long no client has been connected, in milliseconds; negative while one is. */
    long abandonedFor(long now) {
        return members.isEmpty() ? now - abandonedAt : -1;
    }

    List<Pending<E>> pending(String stream) {
        return pending.values().stream()
                .map(item -> new Pending<>(
                        stream,
                        name,
                        item.sequence,
                        item.attempts,
                        item.holder == null,
                        Instant.ofEpochMilli(item.entry.publishedAt()),
                        item.entry.event()))
                .sorted(Comparator.comparingLong(Pending::sequence))
                .toList();
    }

    SubscriptionStatus status(String stream, Journal<E> journal, Duration retention) {
        long position = Math.max(cursor, journal.first());
        return new SubscriptionStatus(
                stream,
                name,
                kind,
                topics,
                members.stream().map(member -> member.held.size()).toList(),
                position,
                journal.count(position, topics),
                pending.size(),
                waiting.size(),
                delivered,
                redelivered,
                acked,
                members.isEmpty() ? Instant.ofEpochMilli(abandonedAt).plus(retention) : null);
    }

    private void dispatchWaiting(long now, BrokerFaults faults) {
        if (waiting.isEmpty() || free(topics) == null) {
            return;
        }
        for (InFlight<E> item : List.copyOf(waiting.values())) {
            Member<E> member = free(item.entry.topic());
            if (member != null) {
                waiting.remove(item.sequence);
                send(member, item, now, faults);
            } else if (free(topics) == null) {
                return;
            }
        }
    }

    private void dispatchJournal(Journal<E> journal, long publishedUntil, long now, BrokerFaults faults) {
        cursor = Math.max(cursor, journal.first());
        while (cursor < journal.next()) {
            Entry<E> entry = journal.get(cursor);
            if ((entry.topic() & topics) == 0) {
                cursor++;
                continue;
            }
            Member<E> member = entry.publishedAt() > publishedUntil ? null : free(entry.topic());
            if (member == null) {
                return;
            }
            cursor++;
            InFlight<E> item = new InFlight<>(entry, ++lastSequence, 0);
            if (member.acksByHand()) {
                pending.put(item.sequence, item);
            }
            send(member, item, now, faults);
        }
    }

    private void send(Member<E> member, InFlight<E> item, long now, BrokerFaults faults) {
        if (member.acksByHand()) {
            item.holder = member;
            item.deadline = now + member.ackTimeoutMillis;
            member.held.add(item);
        } else {
            pending.remove(item.sequence);
            acked++;
        }
        turn = members.indexOf(member) + 1;
        sendOnce(member, item);
        if (faults.takeDuplicate()) {
            sendOnce(member, item);
        }
    }

    private void sendOnce(Member<E> member, InFlight<E> item) {
        item.attempts++;
        delivered++;
        if (item.attempts > 1) {
            redelivered++;
        }
        Entry<E> entry = item.entry;
        member.sink.send(new Delivery<>(
                entry.event(), member.inbox, item.sequence, item.attempts, entry.number(), entry.publishedAt()));
    }

    /** The member whose turn it is among those that take an event of the topic now. */
    private @Nullable Member<E> free(long topic) {
        int count = members.size();
        for (int i = 0; i < count; i++) {
            Member<E> member = members.get((turn + i) % count);
            if (member.takes(topic)) {
                return member;
            }
        }
        return null;
    }

    private long wanted() {
        long union = 0;
        for (Member<E> member : members) {
            union |= member.topics;
        }
        return union;
    }
}
