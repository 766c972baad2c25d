package com.wgtwo.camel.sandbox.broker;

/**
 * How many acknowledgements a stream received since it was made.
 *
 * @param acked that ended an event
 * @param repeated for events that had been acknowledged before
 * @param unknown with an inbox or a sequence nobody was given
 */
public record AckCounts(long acked, long repeated, long unknown) {}
