package com.wgtwo.camel.app.event;

import com.wgtwo.camel.component.WgtwoConstants;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Remembers what was done for as long as the program runs. Camel's own memory is emptied whenever a route that uses it
 * stops, so that after a reload what is done already would be done again; and it takes what is in work to be done.
 *
 * <p>As a policy of routes it forgets what was done for an event, under keys of a word and the event's id, once that event
 * ended well: it does not run again. So what is remembered belongs to events under way and to those that come again.
 */
public final class LastingMemory extends MemoryIdempotentRepository implements RoutePolicyFactory {

    /** The most that is remembered. */
    public static final int SIZE = 100_000;

    /** Routes that remember; more than any set of routes has, should keys begin with something else. */
    private static final int MOST_BEGINNINGS = 100;

    private final Set<String> beginnings = ConcurrentHashMap.newKeySet();
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();

    /** Remembers {@value #SIZE} keys; what was not asked for longest is forgotten first. */
    public LastingMemory() {
        super(LRUCacheFactory.newLRUCache(SIZE));
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
        if (beginnings.size() < MOST_BEGINNINGS) {
            beginnings.add(key.substring(0, key.lastIndexOf(' ') + 1));
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

    private void forget(String eventId) {
        beginnings.forEach(beginning -> remove(beginning + eventId));
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode definition) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                String id = exchange.getMessage().getHeader(WgtwoConstants.EVENT_ID, String.class);
                // The route the event came into, after all the others.
                if (id != null && !exchange.isFailed() && route.getRouteId().equals(exchange.getFromRouteId())) {
                    forget(id);
                }
            }
        };
    }

    @Override
    protected void doStop() {
        // The memory belongs to the program, not to a route.
    }
}
