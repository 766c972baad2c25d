package com.wgtwo.camel.stream;

import java.time.Duration;
import java.util.List;

/**
 * All there is to know of an engine at one moment; health, metrics and everything people look at is fed by it alone.
 *
 * @param streams one for each subscription
 * @param figures what all of them did and hold together
 */
public record EngineSnapshot(List<StreamSnapshot> streams, Figures figures) {

    /** Of an engine that was never started. */
    public static final EngineSnapshot EMPTY =
            new EngineSnapshot(List.of(), new Counters().figures(0, 0, 0, Duration.ZERO));

    /** Copies the list. */
    public EngineSnapshot {
        streams = List.copyOf(streams);
    }
}
