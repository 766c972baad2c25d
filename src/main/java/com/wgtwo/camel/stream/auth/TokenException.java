package com.wgtwo.camel.stream.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token could not be had; the message is one sentence without any secret. */
public final class TokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    @Nullable
    private final transient Duration retryAfter;

    /**
     * A failure.
     *
     * @param message one sentence that names the endpoint
     * @param refused whether the endpoint answered that this client gets no token, as opposed to being out of order
     * @param retryAfter how long the endpoint asks to be left alone; null when it does not say
     * @param cause what happened below; null when nothing did
     */
    public TokenException(String message, boolean refused, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.refused = refused;
        this.retryAfter = retryAfter;
    }

    /** Whether the endpoint refused the client, so that asking again soon is of no use. */
    public boolean refused() {
        return refused;
    }

    /** How long the endpoint asked to be left alone; null when it did not. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
