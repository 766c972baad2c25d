package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConstantStepsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    /** A route whose steps are tried three times. */
    private void start(Consumer<RouteDefinition> steps) throws Exception {
        ConstantSteps.watch(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
                steps.accept(from("direct:in").routeId("in"));
            }
        });
        context.start();
    }

    @Test
    void haveNoErrorHandler() throws Exception {
        start(route -> route.setHeader("a", text("1"))
                .setVariable("b", text("1"))
                .setProperty("c", text("1"))
                .setBody(text("text"))
                .log("done"));

        assertThat(handled()).containsExactly("LogProcessor");
        Exchange done = context.createProducerTemplate().send("direct:in", exchange -> {});
        assertThat(done.getMessage().getHeaders()).containsEntry("a", "1");
        assertThat(done.getVariable("b")).isEqualTo("1");
        assertThat(done.getProperty("c")).isEqualTo("1");
        assertThat(done.getMessage().getBody()).isEqualTo("text");
    }

    @Test
    void areNotThoseThatMayFail() throws Exception {
        ConstantExpression number = text("1");
        number.setResultType(Integer.class);

        start(route -> route.setHeader("a", new SimpleExpression("${body}"))
                .setHeader("${body}", text("1"))
                .setVariable("elsewhere:b", text("1"))
                .setBody(number));

        assertThat(handled())
                .containsExactly(
                        "SetHeaderProcessor", "SetHeaderProcessor", "SetVariableProcessor", "SetBodyProcessor");
    }

    @Test
    void aFailureBehindThemIsTriedAgain() throws Exception {
        List<String> tries = new ArrayList<>();
        start(route -> route.setHeader("a", text("1")).process(exchange -> {
            tries.add(exchange.getMessage().getHeader("a", String.class));
            exchange.getMessage().removeHeader("a");
            throw new IllegalStateException("fails");
        }));

        context.createProducerTemplate().send("direct:in", exchange -> {});

        assertThat(tries).containsExactly("1", "1", "1");
    }

    /** As YAML has it. */
    private static ConstantExpression text(String text) {
        return new ConstantExpression(text);
    }

    /** The steps of the route that have an error handler. */
    private List<String> handled() {
        List<String> steps = new ArrayList<>();
        context.getRoute("in").navigate().next().forEach(step -> collect(step, steps));
        return steps;
    }

    private static void collect(Processor step, List<String> steps) {
        if (step instanceof Channel channel) {
            if (channel.getErrorHandler() instanceof RedeliveryErrorHandler) {
                steps.add(channel.getNextProcessor().getClass().getSimpleName());
            }
        } else if (step instanceof Navigate<?> pipeline && pipeline.hasNext()) {
            pipeline.next().forEach(next -> collect((Processor) next, steps));
        }
    }
}
