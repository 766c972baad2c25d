package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.StreamEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Acknowledges the event an exchange carries: the step that says that the route's work for it succeeded.
 *
 * <p>In YAML it is {@code process: {ref: ack}}. It waits for the platform's answer without holding a thread; lost and
 * refused acks are repeated within the ack timeout, and the step fails when the platform did not take the ack until
 * then. Acknowledging twice does nothing the second time, and events without ack handle need nothing, nor do replayed ones
 * (header {@code CamelWgtwoReplayed}), which were acknowledged when they were kept, and buffered ones
 * (header {@code CamelWgtwoAcknowledged}).
 */
public final class AckProcessor extends AsyncProcessorSupport {

    /** The name under which the component puts this processor into the registry. */
    public static final String BEAN = "ack";

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        StreamEvent event = exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
        if (event == null
                && (isMarked(exchange, WgtwoConstants.REPLAYED) || isMarked(exchange, WgtwoConstants.ACKNOWLEDGED))) {
            callback.done(true);
            return true;
        }
        if (event == null) {
            exchange.setException(new IllegalStateException("step 'ack' of route '" + exchange.getFromRouteId()
                    + "' got an exchange without event; it works behind from: wgtwo:…, and not after the exchange was"
                    + " replaced by one of another route"));
            callback.done(true);
            return true;
        }
        CompletableFuture<Void> answer = event.acknowledge();
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            callback.done(true);
            return true;
        }
        answer.whenComplete((nothing, failure) -> {
            if (failure != null) {
                exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            event.resume(() -> callback.done(false));
        });
        return false;
    }

    private static boolean isMarked(Exchange exchange, String header) {
        return exchange.getMessage().getHeader(header, false, boolean.class);
    }
}
