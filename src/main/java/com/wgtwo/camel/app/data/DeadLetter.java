package com.wgtwo.camel.app.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up by one route.
 *
 * @param id event id
 * @param route the route that gave it up
 * @param stream name of the stream it came over, which says how {@code event} is to be read
 * @param region name of the region it came from, empty when there is only one
 * @param type event type
 * @param subscriber pseudonym of the subscriber, null when the event names none
 * @param subscription pseudonym of the subscription, null when the event names none
 * @param tenant tenant, null when the event names none
 * @param scope the right it takes to be sent the event, empty when it takes none
 * @param made when the platform made the event, null when it does not say
 * @param event the event in protobuf encoding, as delivered
 * @param json the event as JSON, without ack handles
 * @param cause what went wrong, without private content
 * @param attempts how often the event had been delivered
 * @param at when it was given up
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        String id,
        String route,
        String stream,
        String region,
        String type,
        @Nullable String subscriber,
        @Nullable String subscription,
        @Nullable String tenant,
        String scope,
        @Nullable Instant made,
        byte[] event,
        String json,
        String cause,
        int attempts,
        Instant at) {}
