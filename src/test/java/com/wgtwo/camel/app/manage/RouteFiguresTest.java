package com.wgtwo.camel.app.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.junit.jupiter.api.Test;

class RouteFiguresTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MeterRegistry theirs = new SimpleMeterRegistry();

    @Test
    void countsUnderTheNamesAndLabelsOfCamelMicrometerAndComesToTheSame() throws Exception {
        Map<String, Double> expected = work(library(), () -> counts(theirs));

        assertThat(work(new RouteFigures(registry), () -> counts(registry))).isEqualTo(expected);
        assertThat(expected).hasSize(18).containsValues(4.0, 3.0, 1.0).doesNotContainValue(0.0);
    }

    @Test
    void comesToTheSameWhereAnExchangeIsCopied() throws Exception {
        Map<String, Double> expected = multicast(library(), theirs);

        assertThat(multicast(new RouteFigures(registry), registry)).isEqualTo(expected);
        assertThat(expected).containsValue(5.0);
    }

    private static Map<String, Double> multicast(RoutePolicyFactory figures, MeterRegistry registry) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("test");
            context.addRoutePolicyFactory(figures);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outer")
                            .routeId("outer")
                            .multicast()
                            .to("direct:branch", "direct:branch")
                            .end()
                            .multicast()
                            .parallelProcessing()
                            .to("direct:branch", "direct:branch")
                            .end()
                            .wireTap("direct:branch")
                            .executorService(new SynchronousExecutorService());
                    from("direct:branch").routeId("branch").to("direct:end");
                    from("direct:end").routeId("end").setBody(constant("done"));
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("direct:outer", "good");
            return counts(registry);
        }
    }

    private MicrometerRoutePolicyFactory library() {
        MicrometerRoutePolicyFactory library = new MicrometerRoutePolicyFactory();
        library.setMeterRegistry(theirs);
        library.setSkipCamelInfo(true);
        return library;
    }

    @Test
    void timesTheRouteAndWhatItCalls() throws Exception {
        Map<String, Double> nanos = work(
                new RouteFigures(registry),
                () -> Map.of("outer", nanos("outer"), "inner", nanos("inner"), "all", nanos("")));

        assertThat(nanos.get("inner")).isPositive().isLessThan(nanos.get("outer"));
        assertThat(nanos.get("all")).isEqualTo(nanos.get("outer"));
    }

    @Test
    void goOnWhenAnEditedRouteComesBeforeTheOldOneLeaves() throws Exception {
        RouteFigures figures = new RouteFigures(registry);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("test");
            context.addRoutes(routes());
            context.start();
            Route route = context.getRoute("inner");
            RoutePolicy before = figures.createRoutePolicy(context, "inner", route.getRoute());
            before.onInit(route);
            before.onStart(route);
            before.onStart(route);
            RoutePolicy after = figures.createRoutePolicy(context, "inner", route.getRoute());
            after.onInit(route);
            after.onStart(route);
            before.onRemove(route);

            assertThat(counts(registry).keySet())
                    .filteredOn(meter -> meter.contains("routeId=inner"))
                    .hasSize(6);
            after.onRemove(route);
            assertThat(counts(registry).keySet())
                    .as("only those of all routes")
                    .hasSize(6)
                    .allMatch(meter -> meter.contains("eventType=context"));
        }
    }

    /** What is read when four exchanges have gone through two routes; when the routes end, so do their figures. */
    private static Map<String, Double> work(RoutePolicyFactory figures, Supplier<Map<String, Double>> reading)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("test");
            context.addRoutePolicyFactory(figures);
            context.addRoutes(routes());
            context.start();
            ProducerTemplate producer = context.createProducerTemplate();
            producer.sendBody("direct:outer", "good");
            producer.sendBody("direct:outer", "handled");
            assertThatThrownBy(() -> producer.sendBody("direct:outer", "bad"))
                    .isInstanceOf(CamelExecutionException.class);
            producer.send("direct:outer", exchange -> {
                exchange.getMessage().setBody("good");
                exchange.getMessage().setPayloadForTrait(MessageTrait.REDELIVERY, RedeliveryTraitPayload.IS_REDELIVERY);
            });
            return reading.get();
        }
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer").routeId("outer").to("direct:inner");
                from("direct:inner")
                        .routeId("inner")
                        .onException(IllegalArgumentException.class)
                        .handled(true)
                        .end()
                        .process(exchange -> {
                            switch (exchange.getMessage().getBody(String.class)) {
                                case "bad" -> throw new IllegalStateException("bad");
                                case "handled" -> throw new IllegalArgumentException("handled");
                                default -> {}
                            }
                        });
            }
        };
    }

    private double nanos(String route) {
        return registry.get("camel.route.policy").tag("routeId", route).timer().totalTime(TimeUnit.NANOSECONDS);
    }

    private static Map<String, Double> counts(MeterRegistry registry) {
        Map<String, Double> counts = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            counts.put(
                    meter.getId().getName() + " " + meter.getId().getTags(),
                    // Of a timer too, the count is the first.
                    meter.measure().iterator().next().getValue());
        }
        return counts;
    }
}
