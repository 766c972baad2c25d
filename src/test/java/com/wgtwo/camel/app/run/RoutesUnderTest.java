package com.wgtwo.camel.app.run;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.component.WgtwoConstants;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * The shipped routes with the shipped settings, started as the program starts them, except that events come from the
 * test instead of the platform, and that acknowledgements are written down.
 */
public final class RoutesUnderTest implements AutoCloseable {
    private static final String ENTRY = "direct:test-events";

    private final CamelProgram program;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private volatile Processor onAck = exchange -> {};

    private RoutesUnderTest(Settings settings) {
        program = new CamelProgram(settings, RoutesUnderTest.class.getClassLoader(), beans());
        program.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                main.getCamelContext().getRegistry().unbind("ack");
                main.getCamelContext().getRegistry().bind("ack", (Processor) RoutesUnderTest.this::acknowledge);
            }
        });
    }

    /** Events of the tests are a minute old. */
    private static AppBeans beans() {
        return new AppBeans(Database::open, Clock.fixed(TestEvents.MADE.plus(Duration.ofMinutes(1)), ZoneOffset.UTC));
    }

    /** Starts the routes with settings that win over the shipped ones. */
    public static RoutesUnderTest start(Map<String, String> settings) throws Exception {
        Map<String, String> given = new HashMap<>(Map.of(
                "wgtwo.target", "localhost:1",
                "data.url", "jdbc:h2:mem:" + UUID.randomUUID(),
                "management.address", "off",
                "camel.main.shutdown-timeout", "5"));
        given.putAll(settings);
        RoutesUnderTest routes = new RoutesUnderTest(Settings.of(Path.of(""), given, Map.of()));
        routes.program.init();
        replaceStream(routes.program.getCamelContext());
        routes.program.start();
        return routes;
    }

    /** Starts the routes with the stream as they have it. */
    public static RoutesUnderTest startWithStream(Settings settings) throws Exception {
        RoutesUnderTest routes = new RoutesUnderTest(settings);
        routes.program.init();
        routes.program.start();
        return routes;
    }

    /** Delivers an event with half a minute to acknowledge it. */
    public Exchange deliver(Event event) {
        return deliver(event, Map.of());
    }

    /** Delivers an event with headers that are added to, or replace, those of the stream; null removes one. */
    public Exchange deliver(Event event, Map<String, Object> headers) {
        return context().createProducerTemplate().send(ENTRY, exchange -> {
            Message response =
                    SubscribeEventsResponse.newBuilder().setEvent(event).build();
            exchange.getMessage().setBody(response);
            exchange.setProperty(WgtwoConstants.MESSAGE_PROPERTY, response);
            TestEvents.headers(event).forEach(exchange.getMessage()::setHeader);
            exchange.getMessage()
                    .setHeader(WgtwoConstants.ACK_DEADLINE, Instant.now().plus(Duration.ofSeconds(30)));
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Delivers a consent event of v1; all but stream, type and id comes from the given headers. */
    public Exchange deliver(StreamConsentChangeEventsResponse event, Map<String, Object> headers) {
        return context().createProducerTemplate().send(ENTRY, exchange -> {
            exchange.getMessage().setBody(event);
            exchange.setProperty(WgtwoConstants.MESSAGE_PROPERTY, event);
            exchange.getMessage().setHeader(WgtwoConstants.STREAM, "consent-changes");
            exchange.getMessage().setHeader(WgtwoConstants.INTERFACE, "wgtwo.consents.v1");
            exchange.getMessage().setHeader(WgtwoConstants.EVENT_TYPE, TestConsents.type(event));
            exchange.getMessage()
                    .setHeader(WgtwoConstants.EVENT_ID, UUID.randomUUID().toString());
            exchange.getMessage()
                    .setHeader(WgtwoConstants.ACK_DEADLINE, Instant.now().plus(Duration.ofSeconds(30)));
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Ids of the events that were acknowledged. */
    public List<String> acknowledged() {
        return acknowledged;
    }

    /** Runs something in the step {@code ack}, before it succeeds. */
    public void onAck(Processor processor) {
        onAck = processor;
    }

    public CamelContext context() {
        return program.getCamelContext();
    }

    public DataSource database() {
        return context().getRegistry().lookupByNameAndType("dataSource", DataSource.class);
    }

    @Override
    public void close() {
        program.shutdown();
    }

    private void acknowledge(Exchange exchange) throws Exception {
        onAck.process(exchange);
        acknowledged.add(exchange.getMessage().getHeader(WgtwoConstants.EVENT_ID, String.class));
    }

    private static void replaceStream(CamelContext context) {
        try {
            AdviceWith.adviceWith(context, "events", route -> route.replaceFromWith(ENTRY));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
