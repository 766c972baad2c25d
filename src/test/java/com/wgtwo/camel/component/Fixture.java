package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamEvent;
import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.StreamState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A sandbox and a Camel context with routes that consume from it; what a route's work saw is kept in order. */
final class Fixture implements AutoCloseable {

    static final String ROUTE = "events";

    final Sandbox sandbox;
    final CamelContext context = new DefaultCamelContext();
    final List<String> seen = new CopyOnWriteArrayList<>();
    final ExecutorService threads = Executors.newCachedThreadPool();

    Fixture() {
        this(Sandbox.builder().minimumAckTimeout(Duration.ofSeconds(1)).start());
    }

    Fixture(Sandbox sandbox) {
        this.sandbox = sandbox;
        context.getShutdownStrategy().setTimeout(10);
        context.getRegistry().bind("work", work());
    }

    /** The endpoint's URI with further options. */
    String uri(String... options) {
        return "wgtwo:events?plaintext=true&target=" + sandbox.target() + "&ackTimeout=10s&eventTypes=SMS_EVENT"
                + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    /** Notes what it is given, by SMS id or event type. */
    Processor work() {
        return exchange -> seen.add(name(exchange));
    }

    static String name(Exchange exchange) {
        String type = exchange.getMessage().getHeader(WgtwoConstants.EVENT_TYPE, String.class);
        if (!"SMS_EVENT".equals(type)) {
            return type;
        }
        return exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class)
                .message()
                .toString()
                .replaceAll("(?s).*sms_event \\{\\s*id: \"([^\"]*)\".*", "$1");
    }

    Fixture start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        await().until(() -> sandbox.faults().openStreams() > 0);
        return this;
    }

    WgtwoConsumer consumer() {
        return (WgtwoConsumer) context.getRoute(ROUTE).getConsumer();
    }

    /** The one stream of the usual fixture. */
    StreamSnapshot stream() {
        return consumer().snapshot().streams().get(0);
    }

    Figures figures() {
        return consumer().snapshot().figures();
    }

    void awaitStreaming() {
        await().until(() -> stream().state() == StreamState.STREAMING);
    }

    void awaitAcked(long count) {
        await().untilAsserted(() -> assertThat(sandbox.ackCounts().acked()).isEqualTo(count));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        context.stop();
        sandbox.close();
        threads.shutdownNow();
    }
}
