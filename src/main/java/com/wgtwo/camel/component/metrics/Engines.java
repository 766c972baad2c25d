package com.wgtwo.camel.component.metrics;

import com.wgtwo.camel.component.WgtwoConsumer;
import com.wgtwo.camel.stream.EngineSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Where all that is told of streams comes from. */
public final class Engines {
    private Engines() {}

    /**
     * What is known of the streams of each route that subscribes, by the id of the route; routes that a kamelet made
     * included.
     *
     * @param context the context of the routes, running or not
     */
    public static Map<String, EngineSnapshot> of(CamelContext context) {
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
