package com.wgtwo.camel.sandbox.broker;

import java.time.Instant;

/**
 * One event that was delivered and is not acknowledged.
 *
 * @param stream name of the event stream
 * @param subscription name of the subscription
 * @param sequence number of the event within the subscription
 * @param attempts how many times it has been delivered
 * @param waiting true when it waits for redelivery, false while a client holds it
 * @param publishedAt when it was published
 * @param event the event as it was published
 * @param <E> type of the events
 */
public record Pending<E>(
        String stream,
        String subscription,
        long sequence,
        int attempts,
        boolean waiting,
        Instant publishedAt,
        E event) {}
