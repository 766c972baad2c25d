package com.wgtwo.camel.stream;

/** The platform did not take an ack, although it was asked again until the event's ack timeout. */
public final class AckException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A failed ack.
     *
     * @param message one sentence with the event's identity and the reason
     */
    public AckException(String message) {
        super(message);
    }
}
