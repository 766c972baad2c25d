package com.wgtwo.camel.sandbox.broker;

/**
 * The way to one client. The broker calls it under its lock, so an implementation must neither block nor wait for another
 * thread.
 *
 * @param <E> type of the events
 */
public interface Sink<E> {

    /** Whether the client takes another event now. When it turns true again, {@link Member#resume()} must be called. */
    boolean isReady();

    /** Sends one event. */
    void send(Delivery<E> delivery);

    /** Tells the client that another one took over its subscription; nothing is sent after it. */
    void replaced();
}
