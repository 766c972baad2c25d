package com.wgtwo.camel.stream;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an engine leaves to the one that takes its place, because its route was stopped and started or edited: which events are
 * done, and since when each stream has been away. Both may use it at once.
 */
public final class EngineMemory {
    private final DoneMemory done = new DoneMemory();
    private final Map<String, Absence> absences = new ConcurrentHashMap<>();

    /** An empty one. */
    public EngineMemory() {}

    /**
     * A time without a stream, the last one while there is a stream.
     *
     * @param since when it began
     * @param told whether it was reported as possible loss
     */
    record Absence(Instant since, boolean told) {}

    DoneMemory done() {
        return done;
    }

    @Nullable
    Absence absence(String stream) {
        return absences.get(stream);
    }

    void absent(String stream, Absence absence) {
        absences.put(stream, absence);
    }
}
