package com.wgtwo.camel.sandbox.broker;

/**
 * One handing over of one event to one client.
 *
 * @param event the event as it was published
 * @param inbox where the acknowledgement goes; belongs to the connection the event is sent on
 * @param sequence number of the event within its subscription group, from 1; the same each time it is delivered
 * @param attempt how many times the group has been handed this event, this time included
 * @param number number of the event in the journal of its stream
 * @param publishedAt when it was published, in milliseconds since the epoch
 * @param <E> type of the events
 */
public record Delivery<E>(E event, String inbox, long sequence, int attempt, long number, long publishedAt) {

    /** Whether the group has been handed this event before. */
    public boolean redelivered() {
        return attempt > 1;
    }
}
