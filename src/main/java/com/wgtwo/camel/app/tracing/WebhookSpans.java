package com.wgtwo.camel.app.tracing;

import com.wgtwo.camel.app.webhook.WebhookComponent;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.SpanDecoratorManagerImpl;
import org.apache.camel.telemetry.decorators.AbstractHttpSpanDecorator;

/** Spans of the webhook step are those of a request: with method, address and status. */
final class WebhookSpans extends AbstractHttpSpanDecorator {
    @Override
    public String getComponent() {
        return WebhookComponent.SCHEME;
    }

    @Override
    public String getComponentClassName() {
        return WebhookComponent.class.getName();
    }

    @Override
    public String getHttpMethod(Exchange exchange, Endpoint endpoint) {
        return POST_METHOD;
    }

    /** From now on, in this class loader. */
    static void use() {
        Known.add(new WebhookSpans());
    }

    /**
     * Those that Camel knows. A file below META-INF/services would be in the library as well, which has no such step, and would
     * break the tracing of whoever uses that.
     */
    private static final class Known extends SpanDecoratorManagerImpl {
        static void add(WebhookSpans spans) {
            DECORATORS.put(spans.getComponent(), spans);
        }
    }
}
