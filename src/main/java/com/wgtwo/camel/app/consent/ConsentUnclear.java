package com.wgtwo.camel.app.consent;

/**
 * A tenant took consent back, and the platform has not said yet which of its subscribers have a consent of their own.
 * Until then nothing made before is worked on and nothing is dropped: the event stays unacknowledged and comes again.
 */
public final class ConsentUnclear extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConsentUnclear(String tenant) {
        super("tenant '" + tenant
                + "' took consent back, and the platform has not confirmed yet which of its subscribers"
                + " have a consent of their own");
    }
}
