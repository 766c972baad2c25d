package com.wgtwo.camel.app.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.spi.EndpointRegistry;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A Camel context that can let go of a route without stopping it. Camel's own way to exchange a route is to stop the old
 * one first: it waits until no event is in it, which under load may be never, and meanwhile new events find no route.
 */
final class SwapContext extends DefaultCamelContext {

    SwapContext() {
        super(false);
    }

    /**
     * A route that goes on running outside of the context.
     *
     * @param service the route with all that belongs to it
     * @param order its place in the order of starting
     * @param endpoints the endpoints nobody else uses, by the names the context knew them under
     */
    record Detached(
            RouteService service, List<RouteStartupOrder> order, Map<NormalizedEndpointUri, Endpoint> endpoints) {
        Route route() {
            return service.getRoute();
        }
    }

    boolean has(String id) {
        return getRouteServices().containsKey(id);
    }

    Set<String> ids() {
        return new LinkedHashSet<>(getRouteServices().keySet());
    }

    /** Lets go of routes, which have to be there, and of the endpoints that only they use. */
    List<Detached> detach(Set<String> ids) {
        getLock().lock();
        try {
            Set<Endpoint> elsewhere = new LinkedHashSet<>();
            getRouteServices().forEach((id, service) -> {
                if (!ids.contains(id)) {
                    elsewhere.addAll(endpoints(service));
                }
            });
            List<Detached> answer = new ArrayList<>();
            for (String id : ids) {
                RouteService service = Objects.requireNonNull(getRouteServices().get(id), id);
                Set<Endpoint> own = endpoints(service);
                own.removeAll(elsewhere);
                List<RouteStartupOrder> order = getCamelContextExtension().getRouteStartupOrder().stream()
                        .filter(one -> one.getRoute().getId().equals(id))
                        .toList();
                answer.add(new Detached(service, order, forget(own)));
            }
            for (Detached detached : answer) {
                Route route = detached.route();
                getRouteServices().remove(route.getId());
                getCamelContextExtension().getRouteStartupOrder().removeAll(detached.order());
                for (LifecycleStrategy strategy : getLifecycleStrategies()) {
                    children(route).forEach(child -> strategy.onServiceRemove(this, child, route, true));
                    strategy.onRoutesRemove(List.of(route));
                }
                getCamelContextExtension().removeRoute(route);
            }
            return answer;
        } finally {
            getLock().unlock();
        }
    }

    /** Takes back a route that was let go. */
    void attach(Detached detached) {
        getLock().lock();
        try {
            Route route = detached.route();
            getRouteServices().put(route.getId(), detached.service());
            getCamelContextExtension().getRouteStartupOrder().addAll(detached.order());
            getEndpointRegistry().putAll(detached.endpoints());
            for (LifecycleStrategy strategy : getLifecycleStrategies()) {
                strategy.onRoutesAdd(List.of(route));
                children(route).forEach(child -> strategy.onServiceAdd(this, child, route));
            }
            getCamelContextExtension().addRoute(route);
        } finally {
            getLock().unlock();
        }
    }

    /** Whether nothing is in a route that was let go, nor waits in it to go out together with others. */
    static boolean isEmpty(Detached detached) {
        return Running.in(detached.route()) == 0
                && children(detached.route()).stream().allMatch(SwapContext::holdsNothing);
    }

    private static boolean holdsNothing(Service child) {
        if (child instanceof AggregateProcessor aggregator) {
            // What is in a lasting repository is there for the successor too.
            boolean lasts = aggregator.getAggregationRepository() instanceof RecoverableAggregationRepository;
            return aggregator.getInProgressCompleteExchanges() == 0
                    && (lasts || aggregator.getAggregationRepository().getKeys().isEmpty());
        }
        // A consumer counts what waits for its successor as well.
        return child instanceof Consumer
                || !(child instanceof ShutdownAware aware)
                || aware.getPendingExchangesSize() == 0;
    }

    /** Ends a route that was let go, and its endpoints. */
    void end(Detached detached) {
        Route route = detached.route();
        ServiceHelper.stopAndShutdownService(route.getConsumer());
        children(route).forEach(ServiceHelper::stopAndShutdownService);
        ServiceHelper.stopAndShutdownService(route);
        route.getRoutePolicyList().forEach(policy -> policy.onRemove(route));
        detached.endpoints().values().forEach(ServiceHelper::stopAndShutdownService);
    }

    private static Set<Endpoint> endpoints(RouteService service) {
        Set<Endpoint> answer = new LinkedHashSet<>(service.gatherEndpoints());
        answer.add(service.getRoute().getEndpoint());
        return answer;
    }

    private static Set<Service> children(Route route) {
        Set<Service> answer = new LinkedHashSet<>();
        route.getServices().forEach(service -> answer.addAll(ServiceHelper.getChildServices(service)));
        return answer;
    }

    private Map<NormalizedEndpointUri, Endpoint> forget(Set<Endpoint> endpoints) {
        Map<NormalizedEndpointUri, Endpoint> answer = new LinkedHashMap<>();
        EndpointRegistry registry = getEndpointRegistry();
        List.copyOf(registry.entrySet()).forEach(entry -> {
            if (endpoints.contains(entry.getValue())) {
                answer.put(entry.getKey(), entry.getValue());
                registry.remove(entry.getKey());
                getLifecycleStrategies().forEach(strategy -> strategy.onEndpointRemove(entry.getValue()));
            }
        });
        return answer;
    }
}
