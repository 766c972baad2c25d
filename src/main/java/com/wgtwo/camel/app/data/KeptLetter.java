package com.wgtwo.camel.app.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a dead letter without its content.
 *
 * @param id event id
 * @param route the route that gave it up
 * @param stream name of the stream it came over
 * @param region name of the region it came from, empty when there is only one
 * @param type event type
 * @param subscriber pseudonym of the subscriber, null when the event names none
 * @param cause what went wrong last, without private content
 * @param attempts how often it was delivered or replayed
 * @param first when it was given up
 * @param last when it failed last
 * @param replayAsked when its replay was asked for, null when it is not
 */
public record KeptLetter(
        String id,
        String route,
        String stream,
        String region,
        String type,
        @Nullable String subscriber,
        String cause,
        int attempts,
        Instant first,
        Instant last,
        @Nullable Instant replayAsked) {

    /** The same letter, after its replay was asked for. */
    public KeptLetter asked(Instant at) {
        return new KeptLetter(id, route, stream, region, type, subscriber, cause, attempts, first, last, at);
    }

    /** What tells it from all others. */
    public Key key() {
        return new Key(id, route);
    }

    /**
     * One event can be given up by several routes.
     *
     * @param id event id
     * @param route the route that gave it up
     */
    public record Key(String id, String route) {}

    /**
     * What was given up.
     *
     * @param event the event in protobuf encoding
     * @param json the event as JSON, empty when no JSON can hold it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(byte[] event, String json) {}
}
