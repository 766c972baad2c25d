package com.wgtwo.camel.app.console;

import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.Masked;
import com.wgtwo.camel.app.failure.FailureLog;
import com.wgtwo.camel.app.webhook.WebhookComponent;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.StreamEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/** Remembers the last events and where each went; listens only while somebody looks. */
final class Traffic extends EventNotifierSupport {
    /** How many events are remembered. */
    static final int REMEMBERED = 100;

    /** Work that somehow never ends must not fill the memory. */
    private static final int MOST_TRAILS = 4096;

    private final CamelContext context;
    private final Clock clock;
    private final Map<StreamEvent, Trail> trails = new ConcurrentHashMap<>();
    private final Deque<Passed> passed = new ArrayDeque<>();
    private long number;

    Traffic(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
    }

    /** What ended after the one with this number, the oldest first. */
    synchronized List<Passed> after(long seen) {
        return passed.stream().filter(event -> event.number() > seen).toList();
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            sending(sending);
        } else if (event instanceof ExchangeSentEvent sent) {
            sent(sent);
        } else if (event instanceof ExchangeCompletedEvent completed) {
            ended(completed.getExchange());
        } else if (event instanceof ExchangeFailedEvent failed) {
            ended(failed.getExchange());
        }
    }

    private void sending(ExchangeSendingEvent sending) {
        StreamEvent event = event(sending.getExchange());
        if (event == null) {
            return;
        }
        if (trails.size() >= MOST_TRAILS) {
            trails.clear();
        }
        Trail trail = trails.computeIfAbsent(
                event, first -> new Trail(sending.getExchange().getExchangeId()));
        Endpoint endpoint = sending.getEndpoint();
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint() == endpoint && !route.isCreatedByKamelet()) {
                trail.through(route.getRouteId());
            }
        }
        if (Target.isOutside(endpoint.getEndpointUri())) {
            trail.sending(sendingOf(sending.getExchange(), endpoint), address(sending.getExchange(), endpoint));
        }
    }

    /** A route can name the address of the web in a header, as the shipped ones do. */
    private static String address(Exchange exchange, Endpoint endpoint) {
        String named = exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class);
        String uri = endpoint.getEndpointUri();
        boolean web = uri.startsWith("http") || uri.startsWith(WebhookComponent.SCHEME + ":");
        return Target.shown(named != null && web ? named : uri);
    }

    private static String sendingOf(Exchange exchange, Endpoint endpoint) {
        return exchange.getExchangeId() + " " + endpoint.getEndpointUri();
    }

    private void sent(ExchangeSentEvent sent) {
        StreamEvent event = event(sent.getExchange());
        Trail trail = event == null ? null : trails.get(event);
        if (trail != null) {
            trail.sent(
                    sendingOf(sent.getExchange(), sent.getEndpoint()),
                    !sent.getExchange().isFailed());
        }
    }

    private void ended(Exchange exchange) {
        StreamEvent event = event(exchange);
        if (event == null) {
            return;
        }
        Trail trail = trails.get(event);
        // A branch is a copy that names the exchange it was copied from, which takes over even that when its branches
        // end.
        boolean branch = trail == null
                ? exchange.getProperty(Exchange.CORRELATION_ID) != null
                : !trail.isOf(exchange.getExchangeId());
        if (!branch) {
            trails.remove(event);
            add(exchange, event, trail == null ? new Trail(exchange.getExchangeId()) : trail);
        }
    }

    private static @Nullable StreamEvent event(Exchange exchange) {
        return exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
    }

    private synchronized void add(Exchange exchange, StreamEvent event, Trail trail) {
        Passed.Outcome outcome = outcome(event);
        String failedIn = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        if (failedIn != null) {
            trail.through(failedIn);
        }
        String subscriber = event.facts().subscriber();
        passed.addLast(new Passed(
                ++number,
                clock.instant(),
                event.facts().type(),
                event.facts().id().toString(),
                subscriber == null ? "" : Masked.number(subscriber),
                event.stream(),
                event.region(),
                new EventView(exchange).deliveryCount(),
                outcome,
                outcome == Passed.Outcome.ACKNOWLEDGED ? "" : FailureLog.cause(exchange),
                exchange.getClock().elapsed(),
                trail.routes(),
                trail.targets()));
        if (passed.size() > REMEMBERED) {
            passed.removeFirst();
        }
    }

    private static Passed.Outcome outcome(StreamEvent event) {
        if (event.isGivenUp()) {
            return Passed.Outcome.DEAD_LETTER;
        }
        return event.isAcknowledged() ? Passed.Outcome.ACKNOWLEDGED : Passed.Outcome.COMES_AGAIN;
    }
}
