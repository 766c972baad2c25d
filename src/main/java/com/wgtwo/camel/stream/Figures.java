package com.wgtwo.camel.stream;

import java.time.Duration;

/**
 * What streams did since they were made, and what they hold now.
 *
 * @param received deliveries that arrived, redeliveries included
 * @param redelivered deliveries the platform marked as redelivered
 * @param folded deliveries of an event that was in the program already
 * @param ackedAgain deliveries of an event whose work was done already
 * @param setAside events left to come again in order, because an older one of their subscriber has to
 * @param late events not started because their ack deadline had passed while they waited
 * @param overran events whose work took longer than the ack timeout
 * @param succeeded events whose work ended with an ack
 * @param failed events whose work ended without one
 * @param givenUp of the succeeded, events whose work failed for good, and which are acknowledged because they are kept as
 *     dead letters
 * @param acked acks the platform accepted
 * @param ackFailed acks given up
 * @param worked from the arrival of an event to the end of its work, well or not
 * @param acknowledged from the arrival of an event to the platform's yes to its ack
 * @param inFlight events in the program now
 * @param queued of these, events that wait for another one of their subscriber
 * @param owed events that failed or were set aside and are expected again
 * @param oldestAge how long the oldest event in the program has been there; zero when there is none
 */
public record Figures(
        long received,
        long redelivered,
        long folded,
        long ackedAgain,
        long setAside,
        long late,
        long overran,
        long succeeded,
        long failed,
        long givenUp,
        long acked,
        long ackFailed,
        Durations worked,
        Durations acknowledged,
        int inFlight,
        int queued,
        int owed,
        Duration oldestAge) {}
