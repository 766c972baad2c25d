package com.wgtwo.camel.stream.json;

import com.google.common.io.CharStreams;
import com.google.gson.stream.JsonWriter;
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
import java.io.IOException;
import java.io.UncheckedIOException;
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
    /** Of protobuf's own messages, which JSON mostly has a form of its own for, those that are known here. */
    private static final Set<String> KNOWN =
            Set.of("google.protobuf.Timestamp", "google.protobuf.Duration", "google.protobuf.Empty");

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
     * @param name its name in JSON
     * @param oneof number of the oneof it belongs to; -1 for none
     */
    private record Field(FieldDescriptor descriptor, String name, Kind kind, int oneof) {}

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
        StringBuilder text = new StringBuilder(512);
        // Not java.io's StringWriter, which takes a lock for each piece.
        JsonWriter out = new JsonWriter(CharStreams.asWriter(text));
        // As JsonFormat: what has a meaning in HTML is escaped in texts.
        out.setHtmlSafe(true);
        try {
            print(message, plan(message.getDescriptorForType()), out);
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes whatever is written", e);
        }
        return text.toString();
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
                                        field.getJsonName(),
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
        if (type.getFile().getPackage().equals("google.protobuf") && !KNOWN.contains(type.getFullName())) {
            return false;
        }
        return type.getFields().stream().allMatch(field -> switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> false;
            case ENUM -> !field.getEnumType().getFullName().equals("google.protobuf.NullValue");
            case MESSAGE -> !field.isMapField() && printable(field.getMessageType(), seen);
            default -> true;
        });
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

    private void print(Message message, Plan plan, JsonWriter out) throws IOException {
        @Nullable FieldDescriptor[] chosen = new FieldDescriptor[plan.oneofs().size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = message.getOneofFieldDescriptor(plan.oneofs().get(i));
        }
        out.beginObject();
        for (Field field : plan.fields()) {
            Object value = value(message, field, chosen);
            if (value instanceof List<?> values) {
                out.name(field.name()).beginArray();
                for (Object one : values) {
                    print(one, field, out);
                }
                out.endArray();
            } else if (value != null) {
                out.name(field.name());
                print(value, field, out);
            }
        }
        out.endObject();
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

    private void print(Object value, Field field, JsonWriter out) throws IOException {
        switch (field.kind()) {
            case TEXT -> out.value((String) value);
            case NUMBER -> out.value((Number) value);
            case UNSIGNED -> out.value(Integer.toUnsignedLong((Integer) value));
            case LONG -> out.value(value.toString());
            case UNSIGNED_LONG -> out.value(Long.toUnsignedString((Long) value));
            case BOOLEAN -> out.value((Boolean) value);
            // Not as a text, whose equals signs would be escaped.
            case BYTES ->
                out.jsonValue('"' + Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()) + '"');
            case ENUM -> constant((EnumValueDescriptor) value, out);
            case TIMESTAMP -> out.value(time((Message) value));
            case DURATION -> out.value(duration((Message) value));
            case MESSAGE -> {
                Message inner = (Message) value;
                print(inner, plan(inner.getDescriptorForType()), out);
            }
        }
    }

    private static void constant(EnumValueDescriptor value, JsonWriter out) throws IOException {
        // A number that this version of the interface has no name for.
        if (value.getIndex() < 0) {
            out.value(value.getNumber());
        } else {
            out.value(value.getName());
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
}
