package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.component.WgtwoConsumer;
import com.wgtwo.camel.stream.EngineSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Where all that is told of streams comes from. */
final class Engines {
    private Engines() {}

    /** What is known of the streams of each route that subscribes, by the id of the route. */
    static Map<String, EngineSnapshot> of(CamelContext context) {
        Map<String, EngineSnapshot> engines = new LinkedHashMap<>();
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof WgtwoConsumer consumer) {
                EngineSnapshot snapshot = consumer.snapshot();
                if (!snapshot.streams().isEmpty()) {
                    engines.put(route.getRouteId(), snapshot);
                }
            }
        }
        return engines;
    }
}
