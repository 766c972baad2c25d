package com.wgtwo.camel.stream;

/** Works on events. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Starts the work on an event, on a thread of its own; it may go on after this method has returned.
     *
     * @param event to be acknowledged when its work succeeded, and to be completed in any case
     */
    void handle(StreamEvent event);
}
