package com.wgtwo.camel.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * What a span of this component says when an application traces with one of Camel's telemetry components, which find this
 * class by themselves: which event it is, and nothing of what is in it.
 *
 * <p>Attributes: {@code wgtwo.event.id}, {@code wgtwo.event.type}, {@code wgtwo.stream}, {@code wgtwo.region}, {@code
 * wgtwo.delivery.count}, as far as the exchange has them. The span's name is that of the endpoint without its options,
 * such as {@code wgtwo:events}.
 */
public final class WgtwoSpanDecorator extends AbstractSpanDecorator {
    private static final String SCHEME = "wgtwo";

    private static final Map<String, String> ATTRIBUTES = Map.of(
            WgtwoConstants.EVENT_ID, "wgtwo.event.id",
            WgtwoConstants.EVENT_TYPE, "wgtwo.event.type",
            WgtwoConstants.STREAM, "wgtwo.stream",
            WgtwoConstants.REGION, "wgtwo.region",
            WgtwoConstants.DELIVERY_COUNT, "wgtwo.delivery.count");

    @Override
    public String getComponent() {
        return SCHEME;
    }

    @Override
    public String getComponentClassName() {
        return WgtwoComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return SCHEME + ":" + stripSchemeAndOptions(endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + SCHEME);
        span.setTag(TagConstants.URL_SCHEME, SCHEME);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        ATTRIBUTES.forEach((header, attribute) -> {
            String value = exchange.getMessage().getHeader(header, String.class);
            if (value != null) {
                span.setTag(attribute, value);
            }
        });
    }

    /** Without the message of the exception, which can hold what it failed on. */
    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.isFailed()) {
            span.setError(true);
        }
    }
}
