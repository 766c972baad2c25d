package com.wgtwo.camel.stream.auth;

/**
 * A token and its times, as readings of {@link com.wgtwo.camel.stream.TimeSource#nanos()}.
 *
 * @param value what goes behind {@code Bearer}; never printed
 * @param obtainedNanos when it was received
 * @param refreshNanos from when on a new one is fetched
 * @param expiresNanos from when on it is not used any more
 */
record AccessToken(String value, long obtainedNanos, long refreshNanos, long expiresNanos) {

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
