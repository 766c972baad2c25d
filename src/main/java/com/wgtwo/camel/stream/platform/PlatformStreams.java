package com.wgtwo.camel.stream.platform;

import com.wgtwo.camel.stream.PlatformStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of streams an endpoint can name. */
public final class PlatformStreams {

    private static final Map<String, PlatformStream<?, ?, ?, ?>> STREAMS = table(List.of(
            new EventsV0(),
            new ConsentChanges(),
            new HandsetChanges(),
            new FirstAttachments(),
            new CountryChanges(),
            new PeriodicCountries()));

    private PlatformStreams() {}

    private static Map<String, PlatformStream<?, ?, ?, ?>> table(List<PlatformStream<?, ?, ?, ?>> streams) {
        Map<String, PlatformStream<?, ?, ?, ?>> table = new LinkedHashMap<>();
        streams.forEach(stream -> table.put(stream.name(), stream));
        return table;
    }

    /**
     * The stream of a name.
     *
     * @param name such as {@code events}
     * @throws IllegalArgumentException in one sentence, when the platform has no such stream
     */
    public static PlatformStream<?, ?, ?, ?> get(String name) {
        PlatformStream<?, ?, ?, ?> stream = STREAMS.get(name);
        if (stream == null) {
            throw new IllegalArgumentException(
                    "stream '" + name + "' is not one of " + String.join(", ", STREAMS.keySet()));
        }
        return stream;
    }

    /** The names of all streams. */
    public static Collection<String> names() {
        return STREAMS.keySet();
    }
}
