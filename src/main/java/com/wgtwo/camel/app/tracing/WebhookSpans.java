package com.wgtwo.camel.app.tracing;

import com.wgtwo.camel.app.webhook.WebhookComponent;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.decorators.AbstractHttpSpanDecorator;

/** Spans of the webhook step are those of a request: with method, address and status. Camel finds it as a service. */
public final class WebhookSpans extends AbstractHttpSpanDecorator {
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
}
