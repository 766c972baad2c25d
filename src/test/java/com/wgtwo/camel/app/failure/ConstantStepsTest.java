package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConstantStepsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(RouteBuilder routes) throws Exception {
        ConstantSteps.watch(context);
        context.addRoutes(routes);
        context.start();
    }

    @Test
    void haveNoErrorHandler() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
                from("direct:in")
                        .routeId("in")
                        .setHeader("a", text("1"))
                        .setVariable("b", text("1"))
                        .setProperty("c", text("1"))
                        .setBody(text("text"))
                        .to("direct:end");
                from("direct:end").process(exchange -> {});
            }
        });

        assertThat(handled("in")).containsExactly("to");
        Exchange done = context.createProducerTemplate().send("direct:in", exchange -> {});
        assertThat(done.getMessage().getHeaders()).containsEntry("a", "1");
        assertThat(done.getVariable("b")).isEqualTo("1");
        assertThat(done.getProperty("c")).isEqualTo("1");
        assertThat(done.getMessage().getBody()).isEqualTo("text");
    }

    @Test
    void areNotThoseThatMayFail() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
                from("direct:in")
                        .routeId("in")
                        .setHeader("a", simple("${body}"))
                        .setHeader("${body}", text("1"))
                        .setVariable("elsewhere:b", text("1"))
                        .setBody(number())
                        .to("direct:end");
                from("direct:end").process(exchange -> {});
            }
        });

        assertThat(handled("in")).containsExactly("setHeader", "setHeader", "setVariable", "setBody", "to");
    }

    @Test
    void aFailureBehindThemIsTriedAgain() throws Exception {
        List<String> tries = new ArrayList<>();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
                from("direct:in").setHeader("a", text("1")).process(exchange -> {
                    tries.add(exchange.getMessage().getHeader("a", String.class));
                    exchange.getMessage().removeHeader("a");
                    throw new IllegalStateException("fails");
                });
            }
        });

        context.createProducerTemplate().send("direct:in", exchange -> {});

        assertThat(tries).containsExactly("1", "1", "1");
    }

    /** As YAML has it. */
    private static ConstantExpression text(String text) {
        return new ConstantExpression(text);
    }

    private static ConstantExpression number() {
        ConstantExpression number = new ConstantExpression("1");
        number.setResultType(Integer.class);
        return number;
    }

    /** The kinds of the steps of a route that have an error handler. */
    private List<String> handled(String id) {
        Route route = context.getRoute(id);
        List<String> kinds = new ArrayList<>();
        for (Processor step : route.navigate().next()) {
            collect(step, kinds);
        }
        return kinds;
    }

    private static void collect(Processor step, List<String> kinds) {
        if (step instanceof Channel channel) {
            if (channel.getErrorHandler() instanceof RedeliveryErrorHandler) {
                kinds.add(kind(channel.getNextProcessor()));
            }
        } else if (step instanceof Navigate<?> pipeline && pipeline.hasNext()) {
            pipeline.next().forEach(next -> collect((Processor) next, kinds));
        }
    }

    private static String kind(Processor step) {
        return switch (step.getClass().getSimpleName()) {
            case "SetHeaderProcessor" -> "setHeader";
            case "SetVariableProcessor" -> "setVariable";
            case "SetPropertyProcessor" -> "setProperty";
            case "SetBodyProcessor" -> "setBody";
            case "SendProcessor" -> "to";
            default -> step.getClass().getSimpleName();
        };
    }
}
