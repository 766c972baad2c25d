package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.StreamEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * Lets an event go when its exchange ends.
 *
 * <p>It hangs on the unit of work and not on the callback of the route, because the unit of work is what travels when an
 * exchange is handed over to another thread or route.
 */
final class EventCompletion implements Synchronization {

    private final StreamEvent event;
    private final AckMode ackMode;

    EventCompletion(StreamEvent event, AckMode ackMode) {
        this.event = event;
        this.ackMode = ackMode;
    }

    @Override
    public void onComplete(Exchange exchange) {
        // A route that marks its exchange for rollback ends it without an exception, and says that it is not done.
        if (ackMode == AckMode.auto && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast()) {
            event.acknowledge();
        }
        event.complete();
    }

    @Override
    public void onFailure(Exchange exchange) {
        event.complete();
    }
}
