package com.wgtwo.camel.app.tracing;

import com.wgtwo.camel.app.console.Target;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.telemetry.TagConstants;

/**
 * A span without what may be private. Camel's decorators put the whole address of an endpoint into it, where some services
 * have a secret; SQL, which can hold a number; and, as events, the lines of the log and the messages of exceptions, which can
 * hold the text they failed on. So only what is listed here goes out, and a new version of Camel cannot add to it.
 */
final class DiscreetSpan extends DelegatingSpanData {
    private static final String OURS = "wgtwo.";

    private static final Set<String> SHOWN = Set.of(
            TagConstants.COMPONENT,
            TagConstants.OP,
            TagConstants.EXCHANGE_ID,
            TagConstants.ERROR,
            TagConstants.URL_SCHEME,
            TagConstants.HTTP_METHOD,
            TagConstants.HTTP_STATUS,
            TagConstants.DB_SYSTEM);

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5,}");

    private final Attributes attributes;

    DiscreetSpan(SpanData span) {
        super(span);
        AttributesBuilder shown = Attributes.builder();
        span.getAttributes().forEach((key, value) -> show(shown, key, value));
        attributes = shown.build();
    }

    @SuppressWarnings("unchecked") // the value is of the key's type
    private static void show(AttributesBuilder shown, AttributeKey<?> key, Object value) {
        if (key.getKey().equals(TagConstants.HTTP_URL)) {
            shown.put(TagConstants.HTTP_URL, Target.shown(value.toString()));
        } else if (SHOWN.contains(key.getKey()) || key.getKey().startsWith(OURS)) {
            shown.put((AttributeKey<Object>) key, value);
        }
    }

    /** Names of routes and of destinations; who makes one of a number gets it masked. */
    @Override
    public String getName() {
        return LONG_NUMBER.matcher(super.getName()).replaceAll("*");
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    /** Whether it failed, without a description. */
    @Override
    public StatusData getStatus() {
        return StatusData.create(super.getStatus().getStatusCode(), "");
    }
}
