package com.wgtwo.camel.sandbox.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription group at one moment.
 *
 * @param stream name of the event stream
 * @param name name of the subscription
 * @param kind what is kept and shared
 * @param topics bit set of the topics it asks for
 * @param members unacknowledged events held by each connected client, in the order in which they joined
 * @param position number in the journal of the first event that was not yet delivered
 * @param backlog events in the journal that it asks for and that were not yet delivered
 * @param pending events delivered and not acknowledged, the waiting ones included
 * @param waiting events among them that wait for redelivery
 * @param delivered deliveries, the repeated ones included
 * @param redelivered repeated deliveries
 * @param acked events acknowledged, or sent when no acknowledgement was asked for
 * @param expiresAt when the position is given up unless a client comes back; null while one is connected
 */
public record SubscriptionStatus(
        String stream,
        String name,
        Kind kind,
        long topics,
        List<Integer> members,
        long position,
        long backlog,
        int pending,
        int waiting,
        long delivered,
        long redelivered,
        long acked,
        @Nullable Instant expiresAt) {}
