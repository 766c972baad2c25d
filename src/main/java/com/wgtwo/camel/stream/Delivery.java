package com.wgtwo.camel.stream;

import com.google.protobuf.Message;

/**
 * One arrival of an event. An event that is delivered again makes another one with the same identity.
 *
 * @param message the response as it came
 * @param facts what was read from it
 * @param deadlineNanos the reading of {@link TimeSource#nanos()} until which an ack is in time
 * @param comesAgain whether the platform delivers the event again when it is not acknowledged
 * @param origin the subscription it came over
 */
record Delivery(Message message, EventFacts facts, long deadlineNanos, boolean comesAgain, Origin origin) {}
