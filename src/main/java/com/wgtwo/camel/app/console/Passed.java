package com.wgtwo.camel.app.console;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event whose work ended, as the page shows it: nothing private.
 *
 * @param number grows by one with each
 * @param at when its work ended
 * @param type its type
 * @param id its id
 * @param subscriber the last two digits of the number, or empty
 * @param stream the stream it came over
 * @param region the region it came from, or empty
 * @param delivery how often it was delivered, 1 for the first time
 * @param outcome how it ended
 * @param cause why, when it did not end well; else empty
 * @param millis how long its work took
 * @param routes the routes it went through
 * @param targets where it was sent, and whether that succeeded
 */
record Passed(
        long number,
        Instant at,
        String type,
        String id,
        String subscriber,
        String stream,
        String region,
        int delivery,
        Outcome outcome,
        String cause,
        long millis,
        Set<String> routes,
        Map<String, Boolean> targets) {

    /** How the work on an event ended. */
    enum Outcome {
        /** It succeeded, and its ack was asked for. */
        ACKNOWLEDGED,
        /** It failed for good; the event is kept and was acknowledged. */
        DEAD_LETTER,
        /** It failed, and the platform delivers the event again. */
        COMES_AGAIN
    }
}
