package com.wgtwo.camel.stream;

import java.time.Duration;

/**
 * What a stream did since it was started, and what it holds now.
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
 * @param acked acks the platform accepted
 * @param ackFailed acks given up
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
        long acked,
        long ackFailed,
        int inFlight,
        int queued,
        int owed,
        Duration oldestAge) {}
