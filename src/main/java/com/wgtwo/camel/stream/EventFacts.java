package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the engine and the headers of an exchange need to know of one delivered event, read once from its response.
 *
 * @param id the identity, the same for every delivery of the event
 * @param type the event's type, as the platform names it; {@link #UNKNOWN_TYPE} when this program does not know it
 * @param subscriber the number of the subscriber the event belongs to, E.164 with a plus; null when it names none
 * @param subscription the platform's own name of the subscriber's subscription, the same in all streams: the owner's sub of
 *     v0, the last part of the wg2rn of v1; null when the event names none
 * @param tenant the operator the subscriber belongs to; null when the event names none
 * @param timestamp when the event happened; null when the event does not say
 * @param redelivered whether the platform says that it delivered this event before; unset does not mean never
 * @param ackRequest the request that acknowledges this delivery; null when the event carries no ack handle
 */
public record EventFacts(
        EventId id,
        String type,
        @Nullable String subscriber,
        @Nullable String subscription,
        @Nullable String tenant,
        @Nullable Instant timestamp,
        boolean redelivered,
        @Nullable Message ackRequest) {

    /** The type of an event that this program does not know: a newer one than its interface description. */
    public static final String UNKNOWN_TYPE = "UNKNOWN";

    /** Whether the event's type is known. */
    public boolean understood() {
        return !UNKNOWN_TYPE.equals(type);
    }
}
