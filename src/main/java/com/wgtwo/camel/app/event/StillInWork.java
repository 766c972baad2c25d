package com.wgtwo.camel.app.event;

/**
 * What is to be done for an event is being done already, for an earlier delivery of it whose exchange goes on although the route
 * it came from was stopped. Whether that succeeds is not known yet: to count as done would acknowledge an event that may be
 * lost. It counts as transient, and is tried again.
 */
public final class StillInWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says the same of each event, as the message goes into the log. */
    public StillInWork() {
        super("an earlier delivery of the event is still being worked on");
    }
}
