package com.wgtwo.camel.sandbox.broker;

import java.time.Instant;

/** Where a subscription begins when the broker holds no position for it. */
public sealed interface StartPosition {

    /** Only events published from now on; what the platform does when nothing is asked for. */
    record New() implements StartPosition {}

    /** The oldest event that is still in the history. */
    record Oldest() implements StartPosition {}

    /** The newest event of the history that the subscription asks for, then everything after it. */
    record Last() implements StartPosition {}

    /**
     * An event by its number.
     *
     * @param number number in the journal of the stream, counted from 1; 0 or a number that has left the history means the
     *     oldest event
     */
    record AtNumber(long number) implements StartPosition {}

    /**
     * The first event that was published at or after a time.
     *
     * @param instant the time; before the history it means the oldest event
     */
    record AtTime(Instant instant) implements StartPosition {}
}
