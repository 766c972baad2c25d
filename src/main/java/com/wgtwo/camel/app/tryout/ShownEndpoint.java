package com.wgtwo.camel.app.tryout;

import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.component.WgtwoEndpoint;
import com.wgtwo.camel.stream.platform.PlatformMethod;
import java.io.InputStream;
import java.util.function.BiConsumer;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands before an endpoint that leads out of the program, which is made but never started. */
final class ShownEndpoint extends DefaultEndpoint {
    private final Endpoint real;
    private final BiConsumer<Endpoint, Exchange> show;
    private final BiConsumer<Endpoint, Processor> entry;

    /**
     * The endpoint.
     *
     * @param show shows what would go out
     * @param entry is told of routes that would fetch events from there
     */
    ShownEndpoint(
            String uri, Endpoint real, BiConsumer<Endpoint, Exchange> show, BiConsumer<Endpoint, Processor> entry) {
        super(uri, real.getCamelContext().getComponent("direct"));
        this.real = real;
        this.show = show;
        this.entry = entry;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                show.accept(real, exchange);
                answer(exchange);
            }
        };
    }

    /** What would answer says nothing: else what was sent would be taken for the answer by the steps behind. */
    private void answer(Exchange exchange) {
        if (real instanceof WgtwoEndpoint call) {
            String method = exchange.getMessage().getHeader(WgtwoConstants.METHOD, call.getMethod(), String.class);
            exchange.getMessage()
                    .setBody(PlatformMethod.get(method).descriptor().parseResponse(InputStream.nullInputStream()));
        } else if (real instanceof HttpEndpoint) {
            exchange.getMessage().setBody("");
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        entry.accept(real, processor);
        return new DefaultConsumer(this, processor);
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }
}
