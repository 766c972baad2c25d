package com.wgtwo.camel.app.tryout;

import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.failure.FailureText;
import com.wgtwo.camel.app.validate.Isolation;
import com.wgtwo.camel.component.AckMode;
import com.wgtwo.camel.component.AckProcessor;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoEndpoint;
import com.wgtwo.camel.stream.platform.EventTypes;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;

/** The routes, started, with all ways out of the program replaced. */
final class Trial implements AutoCloseable {
    /** What stays inside of the program. */
    private static final Set<String> INSIDE = Set.of(
            "direct",
            "seda",
            "log",
            "bean",
            "class",
            "kamelet",
            "mock",
            "stub",
            "ref",
            "language",
            "validator",
            "xslt",
            "dataset",
            "controlbus",
            "freemarker",
            "velocity",
            "mustache",
            "jslt",
            "json-validator");

    /** The one stream whose types are chosen. */
    private static final String TYPED = "events";

    /** Variable by which a route can tell that it is only tried, for instance before it asks something of a broker. */
    private static final String TRIED = "tried";

    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(30);

    private final CamelProgram program;
    private final List<Entry> entries = new ArrayList<>();
    private final AtomicBoolean acknowledged = new AtomicBoolean();
    private final PrintStream out;

    private Trial(Settings settings, ClassLoader classLoader, PrintStream out) {
        this.out = out;
        Shown shown = new Shown(out);
        program = new CamelProgram(settings, classLoader, Isolation.beans()) {
            @Override
            protected void configureRoutes(CamelContext context) throws Exception {
                ExtendedCamelContext extension = context.getCamelContextExtension();
                extension.registerEndpointCallback((uri, endpoint) ->
                        isInside(uri) ? endpoint : new ShownEndpoint(uri, endpoint, shown::show, Trial.this::entry));
                context.getRegistry().unbind(AckProcessor.BEAN);
                context.getRegistry().bind(AckProcessor.BEAN, (Processor) exchange -> acknowledged.set(true));
                super.configureRoutes(context);
            }
        };
    }

    static Trial start(Settings settings, ClassLoader classLoader, PrintStream out) throws Exception {
        Isolation.apply(settings);
        Trial trial = new Trial(settings, classLoader, out);
        try {
            trial.program.start();
            return trial;
        } catch (Exception e) {
            trial.close();
            throw e;
        }
    }

    private static boolean isInside(String uri) {
        return INSIDE.contains(uri.split(":", 2)[0]);
    }

    private void entry(Endpoint endpoint, Processor processor) {
        if (endpoint instanceof WgtwoEndpoint stream) {
            entries.add(new Entry(stream, processor));
        }
    }

    /** A route that events come into. */
    private record Entry(WgtwoEndpoint stream, Processor route) {
        boolean takes(EventMessage event) {
            List<String> types = words(stream.getSubscription().getEventTypes());
            return words(stream.getStreams()).contains(event.stream())
                    && (!event.stream().equals(TYPED)
                            || types.isEmpty()
                            || types.stream()
                                    .map(word -> EventTypes.parse(word).name())
                                    .anyMatch(event.facts().type()::equals));
        }

        private static List<String> words(String list) {
            return Arrays.stream(list.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    /** Those whose streams and types the event is of; all when it is of none, to show what they would do with it. */
    private List<Entry> entriesFor(EventMessage event) {
        List<Entry> its = entries.stream().filter(entry -> entry.takes(event)).toList();
        return its.isEmpty() ? entries : its;
    }

    /** True when the event would be acknowledged by each route that it comes into. */
    boolean run(String json) throws Exception {
        if (entries.isEmpty()) {
            throw new UserMistake("No route starts with wgtwo:, so no event comes in.");
        }
        EventMessage event = TriedEvent.parse(json);
        boolean all = true;
        for (Entry entry : entriesFor(event)) {
            acknowledged.set(false);
            Exchange exchange = new DefaultExchange(program.getCamelContext());
            event.fill(exchange, 1, Instant.now().plus(ACK_TIMEOUT));
            exchange.setVariable(TRIED, true);
            entry.route().process(exchange);
            Exception failure = exchange.getException();
            out.println();
            if (failure != null) {
                out.println("The event fails in route "
                        + exchange.getProperty(Exchange.FAILURE_ROUTE_ID, exchange.getFromRouteId(), String.class)
                        + ": "
                        + FailureText.of(failure)
                        + (acknowledged.get()
                                ? ". It would not come again: it was acknowledged before."
                                : ". It would come again."));
            } else {
                if (entry.stream().getAckMode() == AckMode.auto) {
                    acknowledged.set(true);
                }
                out.println(
                        acknowledged.get()
                                ? "The event would be acknowledged."
                                : "The event would not be acknowledged and come again: no step 'ack' was reached.");
            }
            all &= acknowledged.get();
        }
        return all;
    }

    @Override
    public void close() {
        program.shutdown();
    }
}
