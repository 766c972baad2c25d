package com.wgtwo.camel.app.batch;

import com.wgtwo.camel.component.WgtwoConstants;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.function.Suppliers;

/**
 * Hands the exchange to the route {@code from: direct:batch}, and goes on, or fails, when the batch that it went into did.
 * It holds no thread meanwhile.
 *
 * <p>That route has to aggregate with {@link BatchOfJson}. When a batch of several is refused for good, each of them is
 * handed over once more with its event's id in the header {@value #ALONE}, which is to be part of what the route
 * correlates by: the one that cannot be taken then fails alone.
 */
public final class AwaitBatch extends AsyncProcessorSupport {
    /** Header with the id of an event that is to be in no batch with others; otherwise absent. */
    static final String ALONE = "CamelWgtwoAlone";

    private static final String ROUTE = "direct:batch";

    private final Supplier<AsyncProducer> route;
    private final Predicate permanent;

    /**
     * @param context has the route
     * @param permanent whether an exchange failed for a reason that trying again does not mend
     */
    public AwaitBatch(CamelContext context, Predicate permanent) {
        this.route = Suppliers.memorize(() -> producer(context));
        this.permanent = permanent;
    }

    private static AsyncProducer producer(CamelContext context) {
        try {
            AsyncProducer producer = context.getEndpoint(ROUTE).createAsyncProducer();
            context.addService(producer, true, true);
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("the step awaitBatch cannot write to " + ROUTE, e);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        handOver(exchange, callback, false);
        return false;
    }

    private void handOver(Exchange exchange, AsyncCallback callback, boolean alone) {
        Exchange part = ExchangeHelper.createCorrelatedCopy(exchange, false);
        part.removeProperty(WgtwoConstants.EVENT_PROPERTY);
        Held held = new Held(
                exchange, callback, batch -> refusedWithOthers(batch, alone), () -> handOver(exchange, callback, true));
        part.setProperty(Held.PROPERTY, held);
        if (alone) {
            part.getMessage().setHeader(ALONE, exchange.getMessage().getHeader(WgtwoConstants.EVENT_ID));
        }
        route.get().process(part, doneSync -> held.handedOver(part));
    }

    private boolean refusedWithOthers(Exchange batch, boolean alone) {
        return !alone && batch.getProperty(Exchange.AGGREGATED_SIZE, 1, int.class) > 1 && permanent.matches(batch);
    }
}
