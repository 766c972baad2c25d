package com.wgtwo.camel.stream;

/** Which events of a stream wait for one another. */
public enum Ordering {
    /** No event waits for another; up to the window they run side by side. */
    NONE,
    /**
     * Events of one subscriber run one after another in stream order; different subscribers run side by side. Events
     * that name no subscriber wait for nobody.
     */
    SUBSCRIBER,
    /** All events run one after another; the platform is asked for a window of one, as strict order on its side needs. */
    STRICT
}
