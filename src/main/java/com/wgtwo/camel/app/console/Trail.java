package com.wgtwo.camel.app.console;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where one event has been; an event can be in several branches at once. */
final class Trail {
    private final String exchange;
    private final Set<String> routes = new LinkedHashSet<>();
    private final Map<String, String> underWay = new HashMap<>();
    private final Map<String, Boolean> targets = new LinkedHashMap<>();

    /** @param exchange id of the exchange that came from the platform, which is the first to send anything */
    Trail(String exchange) {
        this.exchange = exchange;
    }

    /** Whether this exchange is the event's own one, and not a branch of it. */
    boolean isOf(String id) {
        return exchange.equals(id);
    }

    synchronized void through(String route) {
        routes.add(route);
    }

    /** @param sending tells this sending from all others of the event */
    synchronized void sending(String sending, String target) {
        underWay.put(sending, target);
    }

    /** @param well whether this try, which is the last so far, succeeded */
    synchronized void sent(String sending, boolean well) {
        String target = underWay.remove(sending);
        if (target != null) {
            targets.put(target, well);
        }
    }

    synchronized Set<String> routes() {
        return new LinkedHashSet<>(routes);
    }

    synchronized Map<String, Boolean> targets() {
        return new LinkedHashMap<>(targets);
    }
}
