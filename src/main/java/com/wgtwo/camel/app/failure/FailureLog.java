package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.event.EventView;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one line a failed event leaves in the log. */
public final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    /** Beside the line, for logs in JSON. */
    static final String EVENT_ID = "eventId";

    private final int maxDeliveries;
    private final CleanUps cleanUps;

    /**
     * @param maxDeliveries after so many deliveries a failing event is given up
     * @param cleanUps is told of revocations
     */
    public FailureLog(int maxDeliveries, CleanUps cleanUps) {
        this.maxDeliveries = maxDeliveries;
        this.cleanUps = cleanUps;
    }

    /** Says that the event was not acknowledged, so that the platform will send it again. */
    public void leftUnacknowledged(Exchange exchange) {
        EventView event = new EventView(exchange);
        cleanUps.failed(event, route(exchange) + ": " + cause(exchange));
        if (event.isRevocation()) {
            LOG.atError()
                    .addKeyValue(EVENT_ID, event.id())
                    .log(
                            "The clean-up after {} failed in {}: {}. It stays unacknowledged and is repeated until it succeeds"
                                    + " (delivery {}).",
                            event,
                            route(exchange),
                            cause(exchange),
                            event.deliveryCount());
        } else {
            LOG.atWarn()
                    .addKeyValue(EVENT_ID, event.id())
                    .log(
                            "{} failed in {}: {}. It stays unacknowledged and comes again (delivery {} of {}).",
                            event,
                            route(exchange),
                            cause(exchange),
                            event.deliveryCount(),
                            maxDeliveries);
        }
    }

    static String route(Exchange exchange) {
        String failed = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        String answer = failed == null ? exchange.getFromRouteId() : failed;
        return answer == null ? "unknown route" : answer;
    }

    /** What an exchange failed with, without anything private. */
    public static String cause(Exchange exchange) {
        Throwable failure = Causes.of(exchange);
        return failure == null ? "no cause given" : FailureText.of(failure);
    }
}
