package com.wgtwo.camel.sandbox.broker;

/** What an acknowledgement did. */
public enum AckOutcome {
    /** The event is done and will not come again. */
    ACKED,
    /** The event had been acknowledged before; nothing changed. */
    ALREADY_ACKED,
    /** No such inbox, or no event with this sequence was ever delivered there; nothing changed. */
    UNKNOWN
}
