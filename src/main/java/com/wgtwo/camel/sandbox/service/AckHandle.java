package com.wgtwo.camel.sandbox.service;

import com.wgtwo.camel.sandbox.broker.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What the opaque acknowledgement string of the v1 streams holds.
 *
 * @param inbox where the acknowledgement goes
 * @param attempt number of the delivery, so that every delivery has another string
 * @param sequence number of the event within its subscription
 */
record AckHandle(String inbox, int attempt, long sequence) {
    private static final String PREFIX = "$SANDBOX.ACK.";

    static AckHandle of(Delivery<?> delivery) {
        return new AckHandle(delivery.inbox(), delivery.attempt(), delivery.sequence());
    }

    String value() {
        return PREFIX + inbox + "." + attempt + "." + sequence;
    }

    /** The handle of a string; null when it is none of ours. */
    static @Nullable AckHandle parse(String value) {
        int last = value.lastIndexOf('.');
        int middle = value.lastIndexOf('.', last - 1);
        if (!value.startsWith(PREFIX) || middle < PREFIX.length()) {
            return null;
        }
        try {
            return new AckHandle(
                    value.substring(PREFIX.length(), middle),
                    Integer.parseInt(value.substring(middle + 1, last)),
                    Long.parseLong(value.substring(last + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
