package com.wgtwo.camel.sandbox.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one client asks for when it subscribes.
 *
 * @param name identity of the subscription; clients with the same name and a shared kind are members of one group. For
 *     {@link Kind#REGULAR} it is only a label.
 * @param kind what is kept and shared
 * @param topics bit set of the topics wanted, at least one
 * @param start where to begin when no position is held
 * @param window most events this client may hold unacknowledged, at least 1
 * @param ackTimeout after which an unacknowledged event is delivered again; null when the broker counts an event as
 *     acknowledged once it was sent
 */
public record Subscription(
        String name,
        Kind kind,
        long topics,
        StartPosition start,
        int window,
        @Nullable Duration ackTimeout) {

    /** Refuses a subscription that could never deliver anything. */
    public Subscription {
        if (topics == 0) {
            throw new IllegalArgumentException("topics is empty; at least one topic is needed");
        }
        if (window < 1) {
            throw new IllegalArgumentException("window is " + window + "; at least 1 is needed");
        }
    }
}
