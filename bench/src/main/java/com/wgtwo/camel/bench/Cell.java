package com.wgtwo.camel.bench;

/**
 * One setting of the comparison.
 *
 * @param window events in flight
 * @param delay of the receiver, in milliseconds
 * @param ordering of the product; the others have none
 * @param subscribers among whom the events are spread
 * @param instances of the product that share the queue, each with a window of its own; of the others there is one
 */
record Cell(int window, int delay, String ordering, int subscribers, int instances) {}
