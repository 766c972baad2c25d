package com.wgtwo.camel.sandbox.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The subscription groups of a stream, by identity and by inbox. The broker's lock guards it. */
final class Groups<E> {
    /** Connections whose acknowledgements a group still accepts; older ones have long been redelivered. */
    private static final int INBOXES_PER_GROUP = 1_000;

    private final Map<String, Group<E>> groups = new HashMap<>();
    private final Map<String, Group<E>> inboxes = new HashMap<>();

    Collection<Group<E>> all() {
        return groups.values();
    }

    @Nullable
    Group<E> byInbox(String inbox) {
        return inboxes.get(inbox);
    }

    @Nullable
    Group<E> byName(String name) {
        return groups.values().stream()
                .filter(group -> group.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The group of a subscription; a new one starts where {@code start} says. */
    Group<E> open(Subscription subscription, LongSupplier start) {
        String key = subscription.kind() == Kind.REGULAR
                ? UUID.randomUUID().toString()
                : subscription.kind() + "/" + subscription.name();
        return groups.computeIfAbsent(
                key, absent -> new Group<>(key, subscription.name(), subscription.kind(), start.getAsLong()));
    }

    String newInbox(Group<E> group) {
        String inbox = "_INBOX." + UUID.randomUUID().toString().replace("-", "").substring(0, 22);
        inboxes.put(inbox, group);
        group.inboxes.add(inbox);
        if (group.inboxes.size() > INBOXES_PER_GROUP) {
            inboxes.remove(group.inboxes.remove());
        }
        return inbox;
    }

    void remove(Group<E> group) {
        groups.remove(group.key);
        group.inboxes.forEach(inboxes::remove);
    }

    /** Gives up the positions that no client has come back for. */
    void dropAbandoned(long now, long retentionMillis) {
        Iterator<Group<E>> iterator = groups.values().iterator();
        while (iterator.hasNext()) {
            Group<E> group = iterator.next();
            if (group.abandonedFor(now) >= retentionMillis) {
                iterator.remove();
                group.inboxes.forEach(inboxes::remove);
            }
        }
    }
}
