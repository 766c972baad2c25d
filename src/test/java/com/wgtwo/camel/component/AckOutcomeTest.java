package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way a route can end, in both ack modes: an ack reaches the platform exactly when the work succeeded. */
@Execution(ExecutionMode.CONCURRENT)
class AckOutcomeTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    enum Shape {
        STRAIGHT,
        SEDA,
        THREADS,
        MULTICAST,
        PARALLEL_MULTICAST,
        SPLIT,
        DIRECT,
        DELAY
    }

    static Stream<Arguments> shapes() {
        return Stream.of(AckMode.values())
                .flatMap(mode -> Stream.of(Shape.values()).map(shape -> Arguments.of(mode, shape)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapes")
    void successIsAckedOnceTheWorkIsThrough(AckMode mode, Shape shape) throws Exception {
        fixture.start(route(mode, shape, exchange -> {}, false));

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.awaitAcked(1);
        assertThat(fixture.seen).contains("m1");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapes")
    void failureIsNotAcked(AckMode mode, Shape shape) throws Exception {
        fixture.start(route(mode, shape, AckOutcomeTest::fail, false));

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        Fixture.await().until(() -> fixture.figures().failed() == 1);
        assertThat(fixture.sandbox.ackCounts().acked()).isZero();
        assertThat(fixture.figures().owed()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapes")
    void handledFailureCountsAsSuccess(AckMode mode, Shape shape) throws Exception {
        fixture.start(route(mode, shape, AckOutcomeTest::fail, true));

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        fixture.awaitAcked(1);
        assertThat(fixture.seen).contains("dead letter of m1");
    }

    /** It ends without an exception, and is not done all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsMarkedForRollbackIsNotAcked(boolean last) throws Exception {
        fixture.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(exchange -> {
                    exchange.setRollbackOnly(!last);
                    exchange.setRollbackOnlyLast(last);
                });
                from(fixture.uri("ackMode=auto")).routeId(ROUTE).process(AckOutcomeTest::fail);
            }
        });

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));

        Fixture.await().until(() -> fixture.figures().failed() == 1);
        assertThat(fixture.sandbox.ackCounts().acked()).isZero();
    }

    private static void fail(Exchange exchange) {
        throw new IllegalStateException("downstream is away");
    }

    private RouteBuilder route(AckMode mode, Shape shape, Consumer<Exchange> downstream, boolean handled) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logStackTrace(false).logExhausted(false));
                if (handled) {
                    ProcessorDefinition<?> handler = onException(IllegalStateException.class, IOException.class)
                            .handled(true)
                            .process(exchange -> fixture.seen.add("dead letter of " + Fixture.name(exchange)));
                    ackIfManual(handler);
                }
                RouteDefinition route =
                        from(fixture.uri("ackMode=" + mode)).routeId(ROUTE).setExchangePattern(ExchangePattern.InOnly);
                ackIfManual(shaped(route, shape).process(fixture.work()).process(downstream::accept));
                from("seda:next").routeId("next").to("direct:rest");
                ackIfManual(from("direct:rest")
                        .routeId("rest")
                        .process(fixture.work())
                        .process(downstream::accept));
                from("direct:part")
                        .routeId("part")
                        .errorHandler(noErrorHandler())
                        .to("log:part?level=DEBUG");
            }

            private void ackIfManual(ProcessorDefinition<?> steps) {
                if (mode == AckMode.manual) {
                    steps.process("ack");
                }
            }
        };
    }

    /** The steps between the stream and the work. */
    private static ProcessorDefinition<?> shaped(RouteDefinition route, Shape shape) {
        AggregationStrategy keepOriginal = (before, after) -> before == null ? after : before;
        return switch (shape) {
            case STRAIGHT -> route;
            // What follows runs in the other route; the filter keeps this route's own steps from running as well.
            case SEDA ->
                route.to("seda:next?waitForTaskToComplete=Never").filter().constant(false);
            case THREADS -> route.threads(2, 4);
            case MULTICAST ->
                route.multicast(keepOriginal).to("direct:part", "direct:part").end();
            case PARALLEL_MULTICAST ->
                route.multicast(keepOriginal)
                        .parallelProcessing()
                        .to("direct:part", "direct:part")
                        .end();
            case SPLIT ->
                route.split(Builder.constant(List.of(1, 2)), keepOriginal)
                        .to("direct:part")
                        .end();
            case DIRECT -> route.to("direct:rest").filter().constant(false);
            case DELAY -> route.delay(50).asyncDelayed().end();
        };
    }
}
