package com.wgtwo.camel.stream.json;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Set;

/**
 * Canonical protobuf JSON without white space and without ack handles.
 *
 * <p>Names are lowerCamelCase, members stand in field order, values that are not set are left out, 64-bit numbers are
 * strings and bytes are base64, as the protobuf JSON mapping prescribes. Ack handles are left out because whoever holds
 * one can make the platform forget an event that is still being worked on.
 */
public final class EventJson {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private static final Set<String> ACK_HANDLES =
            Set.of("wgtwo.events.v0.EventMetadata.ack_inbox", "wgtwo.events.v1.Metadata.ack_info");

    private static final JsonPrinter FAST = new JsonPrinter(ACK_HANDLES);

    private EventJson() {}

    /**
     * The JSON of a message.
     *
     * @param message any message, usually the response that carries one event
     * @throws IllegalArgumentException when the message holds a value JSON cannot carry, such as a timestamp beyond
     *     year 9999
     */
    public static String print(Message message) {
        try {
            return FAST.prints(message.getDescriptorForType())
                    ? FAST.print(message)
                    : PRINTER.print(withoutAckHandle(message));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    message.getDescriptorForType().getFullName() + " cannot be written as JSON", e);
        }
    }

    /**
     * Reads the JSON of a message; unknown members are passed over, so that recorded events of older interface
     * versions can be read.
     *
     * @param json canonical JSON; both lowerCamelCase and the original field names are accepted
     * @param builder takes the values
     * @throws IllegalArgumentException in one sentence without the content, when the text is not such JSON
     */
    public static void parse(String json, Message.Builder builder) {
        try {
            PARSER.merge(json, builder);
        } catch (InvalidProtocolBufferException unreadable) {
            // Without its cause, which repeats what was read.
            throw new IllegalArgumentException("the text is not the JSON of a "
                    + builder.getDescriptorForType().getFullName());
        }
    }

    private static Message withoutAckHandle(Message message) {
        Message.Builder copy = message.toBuilder();
        clearAckHandles(copy);
        return copy.build();
    }

    private static void clearAckHandles(Message.Builder builder) {
        for (FieldDescriptor field : builder.getAllFields().keySet().toArray(FieldDescriptor[]::new)) {
            if (ACK_HANDLES.contains(field.getFullName())) {
                builder.clearField(field);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
                Message.Builder inner = ((Message) builder.getField(field)).toBuilder();
                clearAckHandles(inner);
                builder.setField(field, inner.build());
            }
        }
    }
}
