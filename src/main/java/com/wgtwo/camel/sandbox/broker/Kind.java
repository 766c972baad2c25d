package com.wgtwo.camel.sandbox.broker;

/** What a subscription keeps when its clients leave, and whether several clients share it. */
public enum Kind {
    /** Lives as long as its connection; every connection sees every event. */
    REGULAR(false, false),
    /** The position outlives the connection; one connection at a time. */
    DURABLE(true, false),
    /** Events are spread over the members; the position is lost when the last member leaves. */
    QUEUE(false, true),
    /** Events are spread over the members, and the position outlives all of them. */
    DURABLE_QUEUE(true, true);

    private final boolean durable;
    private final boolean shared;

    Kind(boolean durable, boolean shared) {
        this.durable = durable;
        this.shared = shared;
    }

    /** Whether the position is kept after the last client has left. */
    public boolean durable() {
        return durable;
    }

    /** Whether several clients may be members at the same time. */
    public boolean shared() {
        return shared;
    }
}
