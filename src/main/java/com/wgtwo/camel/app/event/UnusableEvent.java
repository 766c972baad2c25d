package com.wgtwo.camel.app.event;

/** An event that lacks what its route needs, and always will. The message holds no private content. */
public final class UnusableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableEvent(String sentence) {
        super(sentence);
    }
}
