package com.wgtwo.camel.app.failure;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.Exchange;

/** What becomes of a dead letter that runs again. Exchanges that are copied on the way share it. */
final class Replay {
    private static final String PROPERTY = "wgtwo.replay";

    private final Map<String, String> causes = new ConcurrentSkipListMap<>();

    static Replay on(Exchange exchange) {
        Replay replay = new Replay();
        exchange.setProperty(PROPERTY, replay);
        return replay;
    }

    /** Notes that a route gave the event up; without effect for an event that is no replay. */
    static void failed(Exchange exchange, String route, String cause) {
        Replay replay = exchange.getProperty(PROPERTY, Replay.class);
        if (replay != null) {
            replay.causes.put(route, cause);
        }
    }

    /** The routes that gave the event up and kept it as a dead letter, each with the cause. */
    Map<String, String> causes() {
        return causes;
    }
}
