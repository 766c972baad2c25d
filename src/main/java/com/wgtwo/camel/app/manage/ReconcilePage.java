package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * {@code POST /observe/reconcile-consents}: compares what is kept with the consents the platform has, now. Answered when it
 * is done, with how many dead letters were erased.
 */
final class ReconcilePage {
    static final String PATH = "/observe/reconcile-consents";

    /** Set by the route, and only when all went well. */
    private static final String ERASED = "erased";

    private static final String ROUTE = "reconcile-consents";
    private static final String ENTRY = "direct:reconcile-consents";

    private final CamelContext context;
    private final ProducerTemplate template;
    private final Executor threads;

    ReconcilePage(CamelContext context, Executor threads) {
        this.context = context;
        this.template = context.createProducerTemplate();
        this.threads = threads;
    }

    void addTo(Router router) {
        router.post(PATH).handler(request -> threads.execute(() -> answer(request)));
    }

    private void answer(RoutingContext request) {
        if (context.getRoute(ROUTE) == null) {
            Gate.refuse(
                    request, 404, "There is no route " + ROUTE + ": put routes/reconcile-consents.camel.yaml back.");
            return;
        }
        Exchange done = template.send(ENTRY, exchange -> {});
        Integer erased = done.getVariable(ERASED, Integer.class);
        if (done.getException() != null || erased == null) {
            Gate.refuse(request, 503, "The consents were not reconciled, and nothing was erased: see the log.");
            return;
        }
        Gate.answer(request, 200, JsonNodeFactory.instance.objectNode().put(ERASED, erased));
    }
}
