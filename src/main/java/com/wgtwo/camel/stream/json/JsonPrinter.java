package com.wgtwo.camel.stream.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what protobuf's own {@code JsonFormat} writes without white space, for messages of the kinds of fields that the
 * platform's interfaces have. {@code JsonFormat} formats each time with the formatters of a locale, and collects the fields
 * of each message in a map first; an SMS event took it a twelfth of all the work there is on it.
 */
final class JsonPrinter {
    /** Messages that JSON has a form of its own for, other than those that {@link Kind} knows. */
    private static final Set<String> OTHERS = Set.of(
            "Any",
            "BoolValue",
            "BytesValue",
            "DoubleValue",
            "FieldMask",
            "FloatValue",
            "Int32Value",
            "Int64Value",
            "ListValue",
            "StringValue",
            "Struct",
            "UInt32Value",
            "UInt64Value",
            "Value");

    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final Set<String> hidden;
    private final Map<Descriptor, Plan> plans = new ConcurrentHashMap<>();

    /** @param hidden full names of fields that are left out */
    JsonPrinter(Set<String> hidden) {
        this.hidden = hidden;
    }

    private enum Kind {
        TEXT,
        NUMBER,
        UNSIGNED,
        LONG,
        UNSIGNED_LONG,
        BOOLEAN,
        BYTES,
        ENUM,
        TIMESTAMP,
        DURATION,
        MESSAGE
    }

    /**
     * A field as it is printed.
     *
     * @param label its name, with quotation marks and colon
     * @param oneof number of the oneof it belongs to; -1 for none
     */
    private record Field(FieldDescriptor descriptor, String label, Kind kind, int oneof) {}

    /**
     * How a type of message is printed.
     *
     * @param printable whether all that it may hold can be
     */
    private record Plan(boolean printable, List<Field> fields, List<OneofDescriptor> oneofs) {}

    /** Whether messages of a type can be printed; else {@code JsonFormat} has to. */
    boolean prints(Descriptor type) {
        return plan(type).printable();
    }

    /**
     * The JSON of a message.
     *
     * @throws IllegalArgumentException when it holds a time that JSON cannot carry
     */
    String print(Message message) {
        StringBuilder out = new StringBuilder(512);
        print(message, plan(message.getDescriptorForType()), out);
        return out.toString();
    }

    private Plan plan(Descriptor type) {
        Plan known = plans.get(type);
        if (known == null) {
            known = plan(type, printable(type, new HashSet<>()));
            plans.put(type, known);
        }
        return known;
    }

    private Plan plan(Descriptor type, boolean printable) {
        return new Plan(
                printable,
                !printable
                        ? List.of()
                        : type.getFields().stream()
                                .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
                                .filter(field -> !hidden.contains(field.getFullName()))
                                .map(field -> new Field(
                                        field,
                                        '"' + field.getJsonName() + "\":",
                                        kind(field),
                                        field.getRealContainingOneof() == null
                                                ? -1
                                                : field.getRealContainingOneof().getIndex()))
                                .toList(),
                type.getRealOneofs());
    }

    private static boolean printable(Descriptor type, Set<Descriptor> seen) {
        if (!seen.add(type)) {
            return true;
        }
        if (isOfProtobuf(type) && OTHERS.contains(type.getName())) {
            return false;
        }
        return type.getFields().stream().allMatch(field -> switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> false;
            case ENUM -> !field.getEnumType().getFullName().equals("google.protobuf.NullValue");
            case MESSAGE -> !field.isMapField() && printable(field.getMessageType(), seen);
            default -> true;
        });
    }

    private static boolean isOfProtobuf(Descriptor type) {
        return type.getFile().getPackage().equals("google.protobuf");
    }

    private static Kind kind(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> Kind.TEXT;
            case INT32, SINT32, SFIXED32 -> Kind.NUMBER;
            case UINT32, FIXED32 -> Kind.UNSIGNED;
            case INT64, SINT64, SFIXED64 -> Kind.LONG;
            case UINT64, FIXED64 -> Kind.UNSIGNED_LONG;
            case BOOL -> Kind.BOOLEAN;
            case BYTES -> Kind.BYTES;
            case ENUM -> Kind.ENUM;
            case MESSAGE, GROUP ->
                switch (field.getMessageType().getFullName()) {
                    case "google.protobuf.Timestamp" -> Kind.TIMESTAMP;
                    case "google.protobuf.Duration" -> Kind.DURATION;
                    default -> Kind.MESSAGE;
                };
            case FLOAT, DOUBLE -> throw new IllegalArgumentException(field.getFullName() + " is not printed here");
        };
    }

    private void print(Message message, Plan plan, StringBuilder out) {
        @Nullable FieldDescriptor[] chosen = new FieldDescriptor[plan.oneofs().size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = message.getOneofFieldDescriptor(plan.oneofs().get(i));
        }
        char before = '{';
        List<Field> fields = plan.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Object value = value(message, field, chosen);
            if (value != null) {
                out.append(before).append(field.label());
                before = ',';
                if (field.descriptor().isRepeated()) {
                    print((List<?>) value, field, out);
                } else {
                    print(value, field, out);
                }
            }
        }
        if (before == '{') {
            out.append(before);
        }
        out.append('}');
    }

    /** The value of a field; null when it is not set. */
    private static @Nullable Object value(Message message, Field field, @Nullable FieldDescriptor[] chosen) {
        FieldDescriptor descriptor = field.descriptor();
        if (descriptor.isRepeated()) {
            return message.getRepeatedFieldCount(descriptor) == 0 ? null : message.getField(descriptor);
        }
        if (field.oneof() >= 0) {
            return chosen[field.oneof()] == descriptor ? message.getField(descriptor) : null;
        }
        if (descriptor.hasPresence()) {
            return message.hasField(descriptor) ? message.getField(descriptor) : null;
        }
        Object value = message.getField(descriptor);
        return value.equals(descriptor.getDefaultValue()) ? null : value;
    }

    private void print(List<?> values, Field field, StringBuilder out) {
        char before = '[';
        for (Object value : values) {
            out.append(before);
            before = ',';
            print(value, field, out);
        }
        out.append(']');
    }

    private void print(Object value, Field field, StringBuilder out) {
        switch (field.kind()) {
            case TEXT -> text((String) value, out);
            case NUMBER, BOOLEAN -> out.append(value);
            case UNSIGNED -> out.append(Integer.toUnsignedString((Integer) value));
            case LONG -> out.append('"').append(value).append('"');
            case UNSIGNED_LONG ->
                out.append('"').append(Long.toUnsignedString((Long) value)).append('"');
            case BYTES ->
                out.append('"')
                        .append(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()))
                        .append('"');
            case ENUM -> constant((EnumValueDescriptor) value, out);
            case TIMESTAMP -> out.append('"').append(time((Message) value)).append('"');
            case DURATION -> out.append('"').append(duration((Message) value)).append('"');
            case MESSAGE -> {
                Message inner = (Message) value;
                print(inner, plan(inner.getDescriptorForType()), out);
            }
        }
    }

    private static void constant(EnumValueDescriptor value, StringBuilder out) {
        // A number that this version of the interface has no name for.
        if (value.getIndex() < 0) {
            out.append(value.getNumber());
        } else {
            out.append('"').append(value.getName()).append('"');
        }
    }

    private static String time(Message message) {
        Timestamp time = message instanceof Timestamp there
                ? there
                : Timestamp.newBuilder().mergeFrom(message).build();
        Timestamps.checkValid(time);
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }

    private static String duration(Message message) {
        return Durations.toString(
                message instanceof Duration there
                        ? there
                        : Duration.newBuilder().mergeFrom(message).build());
    }

    /** As Gson, which {@code JsonFormat} has texts written by: what has a meaning in HTML or JavaScript is escaped too. */
    private static void text(String value, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            out.append(value, plain, i);
            plain = i + 1;
            escape(c, out);
        }
        out.append(value, plain, value.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return switch (c) {
            case '"', '\\', '<', '>', '&', '=', '\'', '\u2028', '\u2029' -> false;
            default -> c >= ' ';
        };
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\f' -> out.append("\\f");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEXADECIMAL[c >> shift & 0xf]);
                }
            }
        }
    }
}
