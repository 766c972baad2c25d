package com.wgtwo.camel.stream;

/**
 * Which events are done, for as long as the platform may send them again: their acks were asked for, whatever became of
 * these. Part of an {@link EngineMemory}.
 */
final class DoneMemory {
    /** Identities of acknowledged events that are kept; redeliveries of these come close behind a lost connection. */
    private static final int MAX_ACKNOWLEDGED = 50_000;

    /**
     * Identities of done events whose ack is under way or failed; while the platform is away no more than the windows hold
     * come to be.
     */
    private static final int MAX_UNACKNOWLEDGED = 10_000;

    private final ExpiringSet acknowledged = new ExpiringSet(MAX_ACKNOWLEDGED);
    private final ExpiringSet unacknowledged = new ExpiringSet(MAX_UNACKNOWLEDGED);

    synchronized boolean contains(EventId id, long now) {
        return acknowledged.contains(id, now) || unacknowledged.contains(id, now);
    }

    /** The ack of an event was answered, or it was asked for or given up; its work is done in all cases. */
    synchronized void settled(EventId id, boolean accepted, long now, long lifetimeNanos) {
        (accepted ? acknowledged : unacknowledged).add(id, now, lifetimeNanos);
        (accepted ? unacknowledged : acknowledged).remove(id);
    }
}
