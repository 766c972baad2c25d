package com.wgtwo.camel.component.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.json.EventJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An event as a row of a table: a flat JSON object, or a line of CSV. In a route it is a bean:
 * {@code bean: {beanType: com.wgtwo.camel.component.table.FlatEvent, method: csv}}.
 *
 * <p>The event is the body as the stream gave it or, where the body is something else by now, {@linkplain
 * EventMessage#kept(Exchange) the event as it came}. First come the columns that all events have, made of the headers, then
 * those of the event's type. What is not set, and a 0 or a false, is left out of JSON and is empty in CSV.
 */
public final class FlatEvent {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What all events have, by the headers that hold it. */
    private static final Map<String, String> OF_HEADERS = ofHeaders();

    private static Map<String, String> ofHeaders() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("event_id", WgtwoConstants.EVENT_ID);
        columns.put("event_type", WgtwoConstants.EVENT_TYPE);
        columns.put("event_time", WgtwoConstants.TIMESTAMP);
        columns.put("stream", WgtwoConstants.STREAM);
        columns.put("region", WgtwoConstants.REGION);
        columns.put("subscriber", WgtwoConstants.SUBSCRIBER);
        columns.put("subscription", WgtwoConstants.SUBSCRIPTION);
        columns.put("tenant", WgtwoConstants.TENANT);
        return columns;
    }

    /**
     * The columns of a type of event, in order.
     *
     * @param payload the message that is the event proper, such as {@code SmsEvent}
     */
    public static Set<String> columns(Descriptor payload) {
        Set<String> columns = new LinkedHashSet<>(OF_HEADERS.keySet());
        columns.addAll(Columns.of(payload).keySet());
        return columns;
    }

    /**
     * The row as a JSON object, without line breaks.
     *
     * @throws IllegalArgumentException when the exchange has no event
     */
    public String json(Exchange exchange) throws JsonProcessingException {
        Map<String, Object> row = new LinkedHashMap<>();
        row(exchange).forEach((column, value) -> {
            if (value != null) {
                row.put(column, value);
            }
        });
        return MAPPER.writeValueAsString(row);
    }

    /**
     * The row as a line of CSV (RFC 4180) without its end: values in quotes, and nothing where there is no value, which
     * PostgreSQL's {@code copy … with (format csv)} takes as NULL.
     *
     * @throws IllegalArgumentException when the exchange has no event
     */
    public String csv(Exchange exchange) {
        return row(exchange).values().stream()
                .map(value -> value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    private static Map<String, @Nullable Object> row(Exchange exchange) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        OF_HEADERS.forEach(
                (column, header) -> row.put(column, exchange.getMessage().getHeader(header, String.class)));
        Message payload = payload(event(exchange));
        if (payload != null) {
            Columns.of(payload.getDescriptorForType()).forEach((column, way) -> {
                // The interface's own name of something that a header has too says the same.
                if (row.get(column) == null) {
                    row.put(column, value(payload, way));
                }
            });
        }
        return row;
    }

    private static Message event(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Message event) {
            return event;
        }
        Message kept = EventMessage.kept(exchange);
        if (kept != null) {
            return kept;
        }
        throw new IllegalArgumentException("neither the body nor the property " + WgtwoConstants.MESSAGE_PROPERTY
                + " is an event as the stream gave it, so there is no row to make of it");
    }

    /** The event proper; null for one of a type that this version does not know. */
    private static @Nullable Message payload(Message response) {
        Message around = response instanceof SubscribeEventsResponse events ? events.getEvent() : response;
        for (Map.Entry<FieldDescriptor, Object> field : around.getAllFields().entrySet()) {
            boolean isEvent = around == response
                    ? !field.getKey().getName().equals("metadata")
                    : field.getKey().getContainingOneof() != null;
            if (isEvent && field.getValue() instanceof Message payload) {
                return payload;
            }
        }
        return null;
    }

    private static @Nullable Object value(Message message, List<FieldDescriptor> way) {
        Message inner = message;
        for (FieldDescriptor field : way.subList(0, way.size() - 1)) {
            if (!inner.hasField(field)) {
                return null;
            }
            inner = (Message) inner.getField(field);
        }
        Object value = inner.getAllFields().get(way.get(way.size() - 1));
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(element -> values.add(plain(element)));
            return text(values);
        }
        return plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Message message) {
            // A timestamp, a duration and so on are a text in JSON, and other messages an object.
            return EventJson.print(message).replaceFirst("^\"(.*)\"$", "$1");
        }
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        }
        if (value instanceof ByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        return value;
    }

    private static String text(List<@Nullable Object> values) {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a list cannot be written as JSON", e);
        }
    }
}
