package com.wgtwo.camel.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands; written by its supervisor alone, read by anyone.
 *
 * @param state the state
 * @param since since when
 * @param trouble what keeps it from streaming
 * @param lastError the last failure; null since it last settled
 * @param nextAttempt the next attempt; null when none is scheduled
 * @param connects how often it was opened
 * @param possibleLosses how often it was away for too long
 */
record StreamStatus(
        StreamState state,
        Instant since,
        Trouble trouble,
        @Nullable String lastError,
        @Nullable Instant nextAttempt,
        long connects,
        long possibleLosses) {

    static StreamStatus stopped(Instant now) {
        return new StreamStatus(StreamState.STOPPED, now, Trouble.NONE, null, null, 0, 0);
    }

    StreamStatus with(StreamState next, Instant now) {
        return new StreamStatus(next, now, trouble, lastError, null, connects, possibleLosses);
    }

    /** Somebody wanted it so: what kept it from streaming before does not matter any more. */
    StreamStatus ended(Instant now) {
        return new StreamStatus(StreamState.STOPPED, now, Trouble.NONE, null, null, connects, possibleLosses);
    }

    StreamStatus connecting(Instant now) {
        return new StreamStatus(StreamState.CONNECTING, now, trouble, lastError, null, connects + 1, possibleLosses);
    }

    StreamStatus streaming(Instant now, boolean loss) {
        return new StreamStatus(
                StreamState.STREAMING, now, Trouble.NONE, null, null, connects, possibleLosses + (loss ? 1 : 0));
    }

    StreamStatus waiting(Instant now, Trouble kind, String error, Instant next) {
        return new StreamStatus(StreamState.WAITING, now, kind, error, next, connects, possibleLosses);
    }

    StreamSnapshot snapshot(SubscriptionSpec spec, @Nullable Instant lastEvent, Figures figures) {
        return new StreamSnapshot(
                spec.label(),
                spec.region(),
                spec.access().target(),
                state,
                since,
                trouble,
                lastError,
                nextAttempt,
                lastEvent,
                connects,
                possibleLosses,
                figures);
    }
}
