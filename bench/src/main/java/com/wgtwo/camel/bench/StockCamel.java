package com.wgtwo.camel.bench;

import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The best that stock Camel does: camel-grpc, a queue with as many threads as the window, camel-http. */
public final class StockCamel extends RouteBuilder {
    private final String platform;
    private final String receiver;
    private final int window;

    private StockCamel(String... args) {
        this.platform = "grpc://127.0.0.1:" + args[0] + "/com.wgtwo.api.v0.events.EventsService";
        this.receiver = "http://127.0.0.1:" + args[1] + "/sms";
        this.window = Integer.parseInt(args[2]);
    }

    /** @param args port of the platform, port of the receiver, window */
    public static void main(String... args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new StockCamel(args));
        main.run();
    }

    @Override
    public void configure() {
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        from("timer:subscribe?repeatCount=1")
                .setBody(exchange -> Reference.request(window))
                .to(platform + "?method=subscribe&streamRepliesTo=direct:event&forwardOnError=true");
        from("direct:event").to("seda:events?size=1000&blockWhenFull=true&waitForTaskToComplete=Never");
        from("seda:events?size=1000&concurrentConsumers=" + window)
                .process(exchange -> {
                    SubscribeEventsResponse event = exchange.getMessage().getBody(SubscribeEventsResponse.class);
                    exchange.setProperty("event", event);
                    exchange.getMessage().setBody(Reference.json(printer, event));
                    exchange.getMessage().removeHeaders("*");
                    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                })
                .to(receiver + "?httpMethod=POST&connectionsPerRoute=200&maxTotalConnections=200")
                .process(exchange -> exchange.getMessage()
                        .setBody(Reference.ack(exchange.getProperty("event", SubscribeEventsResponse.class))))
                .removeHeaders("*")
                .to(platform + "?method=ack");
    }
}
