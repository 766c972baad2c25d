package com.wgtwo.camel.app.reload;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Counts what is in a route. Camel's own count goes by the id, and while a route is exchanged two have the same one.
 */
final class Running extends RoutePolicySupport {
    private final AtomicInteger exchanges = new AtomicInteger();

    /** Gives each route a counter of its own. */
    static final class Factory implements RoutePolicyFactory {
        @Override
        public RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode route) {
            return new Running();
        }
    }

    /** How many exchanges are in a route. */
    static int in(Route route) {
        return route.getRoutePolicyList().stream()
                .filter(Running.class::isInstance)
                .mapToInt(policy -> ((Running) policy).exchanges.get())
                .sum();
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        exchanges.incrementAndGet();
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        exchanges.decrementAndGet();
    }
}
