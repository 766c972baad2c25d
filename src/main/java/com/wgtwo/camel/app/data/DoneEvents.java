package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.component.AckMode;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.component.WgtwoEndpoint;
import com.wgtwo.camel.stream.StreamEvent;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Has events that are done as a whole acknowledged without running their route again, also by a process that comes after
 * the one that did them: writes each down before its acknowledgement is sent, whoever sends it, and looks it up before its
 * route begins.
 */
public final class DoneEvents extends DelegateAsyncProcessor implements RoutePolicyFactory {
    private static final Logger LOG = LoggerFactory.getLogger(DoneEvents.class);

    private final DoneStore done;

    /**
     * @param acknowledgement the step that acknowledges
     * @param done keeps the ids
     */
    public DoneEvents(AsyncProcessor acknowledgement, DoneStore done) {
        super(acknowledgement);
        this.done = done;
    }

    private static String key(EventView event) {
        return "event " + event.id();
    }

    /** Fails, and leaves the event unacknowledged, when its id cannot be kept. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        EventView event = new EventView(exchange);
        try {
            if (!event.isReplayed()) {
                done.commit(key(event));
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return super.process(exchange, callback);
    }

    /** False when the database does not answer: then the route fails for the same reason, and leaves the event alone. */
    private boolean isDone(EventView event) {
        try {
            return done.contains(key(event));
        } catch (DataAccessException e) {
            LOG.debug("Whether {} is done is not known", event, e);
            return false;
        }
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode definition) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                StreamEvent event = exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
                if (event == null || !route.getRouteId().equals(exchange.getFromRouteId())) {
                    return;
                }
                EventView view = new EventView(exchange);
                if (isDone(view)) {
                    exchange.setRouteStop(true);
                    event.acknowledge();
                } else if (exchange.getFromEndpoint() instanceof WgtwoEndpoint endpoint
                        && endpoint.getAckMode() == AckMode.auto) {
                    // What was added last is run first, so before the acknowledgement.
                    exchange.getExchangeExtension().addOnCompletion(new BeforeAck(view.toString(), key(view)));
                }
            }
        };
    }

    /** Writes down an event that no step acknowledges. */
    private final class BeforeAck extends SynchronizationAdapter {
        private final String event;
        private final String key;

        BeforeAck(String event, String key) {
            this.event = event;
            this.key = key;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                return;
            }
            try {
                // While the database does not answer this process knows at least: the work must not be repeated for
                // that.
                done.confirm(key);
            } catch (RuntimeException | Error e) {
                // The acknowledgement, and the event's end, come after this.
                LOG.warn("{} is done, but that cannot be written down", event, e);
            }
        }
    }
}
