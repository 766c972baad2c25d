package com.wgtwo.camel.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at one moment.
 *
 * @param label its name, such as {@code events/SMS_EVENT}
 * @param region the platform's region; empty when there is only one
 * @param target host and port of the platform
 * @param state where it stands
 * @param since since when
 * @param trouble what kind of thing keeps it from streaming
 * @param lastError the last failure in one sentence, with what to do about it; null when there was none since the
 *     stream last settled
 * @param nextAttempt when it is tried again; null when no attempt is scheduled
 * @param lastEvent when the last event arrived; null before the first
 * @param connects how often the stream was opened
 * @param possibleLosses how often it was away for longer than the platform keeps events
 * @param figures what it did and holds
 */
public record StreamSnapshot(
        String label,
        String region,
        String target,
        StreamState state,
        Instant since,
        Trouble trouble,
        @Nullable String lastError,
        @Nullable Instant nextAttempt,
        @Nullable Instant lastEvent,
        long connects,
        long possibleLosses,
        Figures figures) {}
