package com.wgtwo.camel.app.send;

/** A request is not done; the message is a sentence for whoever made it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the HTTP answer */
    Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
