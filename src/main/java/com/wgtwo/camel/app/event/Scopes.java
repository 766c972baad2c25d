package com.wgtwo.camel.app.event;

import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.util.List;

/** The right that a product needs to be sent an event. */
public final class Scopes {
    private Scopes() {}

    /**
     * The scope of an event.
     *
     * @param stream name of its stream
     * @param type its type
     * @return the scope; empty when none is needed, and for streams and types this program does not know
     */
    public static String of(String stream, String type) {
        if (!PlatformStreams.names().contains(stream) || type.equals(EventFacts.UNKNOWN_TYPE)) {
            return "";
        }
        return String.join(" ", PlatformStreams.get(stream).scopes(List.of(type)));
    }
}
