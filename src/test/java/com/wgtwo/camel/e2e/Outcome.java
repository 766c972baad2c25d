package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.sandbox.broker.Ack;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What became of events, seen from the platform. */
public final class Outcome {

    @SuppressWarnings("unchecked") // it is the stream of that name
    private static final PlatformStream<SubscribeEventsRequest, SubscribeEventsResponse, ?, ?> EVENTS =
            (PlatformStream<SubscribeEventsRequest, SubscribeEventsResponse, ?, ?>) PlatformStreams.get("events");

    private Outcome() {}

    /** The identity under which an event leaves the program. */
    public static String id(Event event) {
        return EVENTS.read(SubscribeEventsResponse.newBuilder().setEvent(event).build())
                .id()
                .toString();
    }

    /** When each event was acknowledged for the first time, by its identity. */
    public static Map<String, Instant> acked(Sandbox sandbox) {
        Map<String, Instant> times = new HashMap<>();
        for (Ack<Event> ack : sandbox.acks()) {
            times.merge(id(ack.event()), ack.at(), (first, second) -> first.isBefore(second) ? first : second);
        }
        return times;
    }

    /** Every event was acknowledged, and none before its work was done. */
    public static void assertAckedAfter(Sandbox sandbox, Collection<Event> events, Map<String, Instant> done) {
        Map<String, Instant> acked = acked(sandbox);
        assertThat(acked.keySet()).containsAll(events.stream().map(Outcome::id).toList());
        done.forEach((id, instant) -> assertThat(acked.get(id))
                .as("ack of event %s, whose work was done at %s", id, instant)
                .isAfterOrEqualTo(instant.truncatedTo(ChronoUnit.MILLIS)));
    }
}
