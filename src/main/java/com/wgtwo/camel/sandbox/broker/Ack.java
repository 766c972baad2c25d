package com.wgtwo.camel.sandbox.broker;

import java.time.Instant;

/**
 * One event that a client acknowledged.
 *
 * @param stream name of the event stream
 * @param subscription name of the subscription
 * @param sequence number of the event within the subscription
 * @param number number of the event in the journal of its stream
 * @param attempts how many times it had been delivered until then
 * @param at when the acknowledgement came
 * @param event the event as it was published
 * @param <E> type of the events
 */
public record Ack<E>(
        String stream, String subscription, long sequence, long number, int attempts, Instant at, E event) {}
