package com.wgtwo.camel.app.failure;

/**
 * A failure that a route declares, with the step {@code throwException}. Its message goes into the log, to dead letters and
 * to the management port as it is, where those of other exceptions are left out because they can hold the text of an SMS:
 * say in it what is wrong and what would be right, and nothing of the event. It counts as transient, like any exception
 * that does not say otherwise.
 */
public final class DeclaredFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence without its full stop, for whoever operates the program */
    public DeclaredFailure(String message) {
        super(message);
    }
}
