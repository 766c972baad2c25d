package com.wgtwo.camel.stream;

/** Where a stream stands. */
public enum StreamState {
    /** Not started, or stopped. */
    STOPPED,
    /** A call is being opened and has not been accepted yet. */
    CONNECTING,
    /** The platform accepted the call; events may come. */
    STREAMING,
    /** The last call ended; the next attempt is scheduled. */
    WAITING,
    /** No new events are taken; the running ones finish and are acknowledged. */
    DRAINING
}
