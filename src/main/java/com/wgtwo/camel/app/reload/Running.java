package com.wgtwo.camel.app.reload;

import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Counts what is in a route. Camel's own count goes by the id, and while a route is exchanged two have the same one.
 * Two adders, because every exchange passes here twice on its way through each route, on whichever thread.
 */
final class Running extends RoutePolicySupport {
    private final LongAdder begun = new LongAdder();
    private final LongAdder done = new LongAdder();

    /** Gives each route a counter of its own. */
    static final class Factory implements RoutePolicyFactory {
        @Override
        public RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode route) {
            return new Running();
        }
    }

    /** How many exchanges are in a route; never fewer than there were when it was asked. */
    static long in(Route route) {
        return route.getRoutePolicyList().stream()
                .filter(Running.class::isInstance)
                .mapToLong(policy -> ((Running) policy).count())
                .sum();
    }

    private long count() {
        // In this order: what ends meanwhile still counts, and nothing is missed.
        long ended = done.sum();
        return begun.sum() - ended;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        begun.increment();
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        done.increment();
    }
}
