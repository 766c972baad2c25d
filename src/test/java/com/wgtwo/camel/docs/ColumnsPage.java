package com.wgtwo.camel.docs;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Empty;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.component.table.FlatEvent;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The columns of events as rows, as Markdown. */
final class ColumnsPage {
    private ColumnsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder("""
                <!-- Generated from the platform's interface by GeneratedPagesTest. Do not edit. -->

                # Columns of events as rows

                The kamelet `wgtwo-flatten-action`, and the bean `com.wgtwo.camel.component.table.FlatEvent`, make a flat JSON object or
                a line of CSV of an event. Every event of a type has the same columns, in this order. What is not set, and a 0 or a
                false, is no member in JSON and an empty value in CSV. Times are ISO 8601 in UTC, bytes are Base64, lists are JSON.

                Each starts with: %s.

                """.formatted(list(commonColumns())));
        page.append("| event | and then |\n| --- | --- |\n");
        events().forEach((name, payload) -> {
            Set<String> columns = FlatEvent.columns(payload);
            columns.removeAll(commonColumns());
            page.append("| `").append(name).append("` | ").append(list(columns)).append(" |\n");
        });
        return page.toString();
    }

    /** Those of an event without any of its own. */
    private static Set<String> commonColumns() {
        return FlatEvent.columns(Empty.getDescriptor());
    }

    private static Map<String, Descriptor> events() {
        Map<String, Descriptor> events = new TreeMap<>();
        for (FieldDescriptor field : Event.getDescriptor().getOneofs().get(0).getFields()) {
            events.put(field.getName().toUpperCase(Locale.ROOT), field.getMessageType());
        }
        for (String name : PlatformStreams.names()) {
            if (!name.equals("events")) {
                List<FieldDescriptor> fields = new ArrayList<>(PlatformStreams.get(name)
                        .streamMethod()
                        .parseResponse(InputStream.nullInputStream())
                        .getDescriptorForType()
                        .getFields());
                fields.removeIf(field -> field.getName().equals("metadata"));
                events.put(name, fields.get(0).getMessageType());
            }
        }
        return events;
    }

    private static String list(Set<String> columns) {
        return columns.stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "));
    }
}
