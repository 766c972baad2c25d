package com.wgtwo.camel.app.event;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Remembers what was done for as long as the program runs. Camel's own memory is emptied whenever a route that uses it
 * stops, so that after a reload what is done already would be done again; and it takes what is in work to be done.
 *
 * <p>As a policy of routes it forgets what was done on the way of an event once that event ended well: it does not run again.
 * So what is remembered belongs to events under way and to those that come again. Only what the very exchange has asked for
 * is forgotten, because the same event may be on another way too: read from a broker, or replayed.
 */
public final class LastingMemory extends MemoryIdempotentRepository implements RoutePolicyFactory {

    /** The most that is remembered. */
    public static final int SIZE = 100_000;

    /** Exchange property with the keys that were asked for on the way of an event; its copies share it. */
    private static final String ASKED_FOR = "CamelWgtwoAskedFor";

    private final Set<String> inWork = ConcurrentHashMap.newKeySet();

    /** Remembers {@value #SIZE} keys; what was added first is forgotten first. */
    public LastingMemory() {
        // Only ever used under the lock of the repository.
        super(new Newest<>(SIZE));
    }

    /**
     * Begins the work, unless it is done.
     *
     * @throws StillInWork when it is in work
     */
    @Override
    public boolean add(String key) {
        if (!inWork.add(key)) {
            throw new StillInWork();
        }
        boolean begun = super.add(key);
        if (!begun) {
            inWork.remove(key);
        }
        return begun;
    }

    @Override
    public boolean confirm(String key) {
        inWork.remove(key);
        return super.confirm(key);
    }

    @Override
    public boolean remove(String key) {
        // Before it is free to begin again, else the next one would find it done.
        boolean known = super.remove(key);
        return inWork.remove(key) | known;
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        askedFor(exchange).ifPresent(keys -> keys.add(key));
        return add(key);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Set<String>> askedFor(Exchange exchange) {
        return Optional.ofNullable((Set<String>) exchange.getProperty(ASKED_FOR));
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode definition) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                // A replay is not the event's own way: what other routes have done for it counts until it ends well
                // itself.
                if (isWhereItBegan(route, exchange) && !new EventView(exchange).isReplayed()) {
                    exchange.setProperty(ASKED_FOR, ConcurrentHashMap.newKeySet());
                }
            }

            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                if (isWhereItBegan(route, exchange) && !exchange.isFailed()) {
                    askedFor(exchange).ifPresent(keys -> keys.forEach(LastingMemory.this::remove));
                }
            }
        };
    }

    private static boolean isWhereItBegan(Route route, Exchange exchange) {
        return route.getRouteId().equals(exchange.getFromRouteId());
    }

    @Override
    protected void doStop() {
        // The memory belongs to the program, not to a route.
    }
}
