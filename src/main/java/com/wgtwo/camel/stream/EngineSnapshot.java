package com.wgtwo.camel.stream;

import java.util.List;

/**
 * All there is to know of an engine at one moment; health, metrics and everything people look at is fed by it alone.
 *
 * @param streams one for each subscription
 * @param figures what all of them did and hold together
 */
public record EngineSnapshot(List<StreamSnapshot> streams, Figures figures) {

    /** Copies the list. */
    public EngineSnapshot {
        streams = List.copyOf(streams);
    }
}
