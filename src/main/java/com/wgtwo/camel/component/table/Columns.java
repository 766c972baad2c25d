package com.wgtwo.camel.component.table;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a type of message: one for each field, in the interface's order and with its name. Those of a message
 * inside have its name in front ({@code location_country}), and a message of a single field is that field. A list is one
 * column.
 */
final class Columns {
    /** Deeper than any event is, so that a message that holds itself is noticed. */
    private static final int DEEPEST = 6;

    private Columns() {}

    /**
     * The way to each column's value, from the message inwards.
     *
     * @throws IllegalArgumentException when messages lie in one another without end
     */
    static Map<String, List<FieldDescriptor>> of(Descriptor message) {
        Map<String, List<FieldDescriptor>> columns = new LinkedHashMap<>();
        collect(message, "", List.of(), columns);
        return columns;
    }

    private static void collect(
            Descriptor message, String prefix, List<FieldDescriptor> way, Map<String, List<FieldDescriptor>> columns) {
        if (way.size() > DEEPEST) {
            throw new IllegalArgumentException(message.getFullName() + " holds itself and has no columns");
        }
        boolean single = message.getFields().size() == 1 && !prefix.isEmpty();
        for (FieldDescriptor field : message.getFields()) {
            String name = single ? prefix : prefix.isEmpty() ? field.getName() : prefix + "_" + field.getName();
            List<FieldDescriptor> further = new ArrayList<>(way);
            further.add(field);
            if (isScalar(field)) {
                columns.put(name, List.copyOf(further));
            } else {
                collect(field.getMessageType(), name, further, columns);
            }
        }
    }

    private static boolean isScalar(FieldDescriptor field) {
        return field.isRepeated()
                || field.getJavaType() != JavaType.MESSAGE
                || field.getMessageType().getFile().getPackage().equals("google.protobuf");
    }
}
