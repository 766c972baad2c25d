package com.wgtwo.camel.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The JSON Schema (2020-12) of what a stream's events look like once they are JSON, made of the interface's descriptors and
 * their comments. Nothing is required, because what is not set is left out; members and enum values that a newer interface
 * brings are welcome.
 */
final class JsonSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> ACK_HANDLES =
            Set.of("wgtwo.events.v0.EventMetadata.ack_inbox", "wgtwo.events.v1.Metadata.ack_info");

    private final Comments comments;
    private final boolean closed;
    private final Set<Descriptor> described = new LinkedHashSet<>();
    private final Deque<Descriptor> toDescribe = new ArrayDeque<>();

    /** @param closed refuses members that the interface does not have, as a test of this schema needs it */
    JsonSchema(Comments comments, boolean closed) {
        this.comments = comments;
        this.closed = closed;
    }

    String of(String stream, Descriptor response) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:wgtwo-camel:schema:" + stream);
        schema.put("title", "An event of wgtwo:" + stream);
        schema.set("$ref", reference(response).get("$ref"));
        ObjectNode definitions = schema.putObject("$defs");
        while (!toDescribe.isEmpty()) {
            Descriptor message = toDescribe.remove();
            definitions.set(message.getFullName(), message(message));
        }
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode message(Descriptor message) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        describe(schema, comments.of(message));
        ObjectNode properties = schema.putObject("properties");
        for (FieldDescriptor field : message.getFields()) {
            if (!ACK_HANDLES.contains(field.getFullName())) {
                ObjectNode value = field.isRepeated()
                        ? NODES.objectNode().put("type", "array").set("items", value(field))
                        : value(field);
                describe(value, comments.of(field));
                properties.set(field.getJsonName(), value);
            }
        }
        ArrayNode atMostOne = NODES.arrayNode();
        message.getRealOneofs().forEach(oneof -> atMostOne.add(atMostOne(oneof)));
        if (!atMostOne.isEmpty()) {
            schema.set("allOf", atMostOne);
        }
        if (closed) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static ObjectNode atMostOne(OneofDescriptor oneof) {
        ArrayNode choices = NODES.arrayNode();
        ArrayNode any = NODES.arrayNode();
        for (FieldDescriptor field : oneof.getFields()) {
            ObjectNode required = NODES.objectNode();
            required.putArray("required").add(field.getJsonName());
            choices.add(required);
            any.add(required.deepCopy());
        }
        choices.addObject().putObject("not").set("anyOf", any);
        return NODES.objectNode().set("oneOf", choices);
    }

    private ObjectNode value(FieldDescriptor field) {
        ObjectNode schema = NODES.objectNode();
        return switch (field.getType()) {
            case STRING -> schema.put("type", "string");
            case BOOL -> schema.put("type", "boolean");
            case BYTES -> schema.put("type", "string").put("contentEncoding", "base64");
            case INT32, UINT32, SINT32, FIXED32, SFIXED32 -> schema.put("type", "integer");
            // 64 bits are more than a JSON number holds safely.
            case INT64, UINT64, SINT64, FIXED64, SFIXED64 ->
                schema.put("type", "string").put("pattern", "^-?[0-9]+$");
            case FLOAT, DOUBLE -> schema.put("type", "number");
            case ENUM -> enumeration(field.getEnumType());
            case MESSAGE, GROUP -> wellKnown(field.getMessageType());
        };
    }

    /** Names known today; a value that is newer comes as its number. */
    private static ObjectNode enumeration(EnumDescriptor type) {
        ArrayNode choices = NODES.arrayNode();
        ArrayNode names = choices.addObject().putArray("enum");
        type.getValues().stream().map(EnumValueDescriptor::getName).forEach(names::add);
        choices.addObject().put("type", "integer");
        return NODES.objectNode().set("anyOf", choices);
    }

    private ObjectNode wellKnown(Descriptor message) {
        return switch (message.getFullName()) {
            case "google.protobuf.Timestamp" ->
                NODES.objectNode().put("type", "string").put("format", "date-time");
            case "google.protobuf.Duration" ->
                NODES.objectNode().put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?s$");
            default -> reference(message);
        };
    }

    private ObjectNode reference(Descriptor message) {
        if (described.add(message)) {
            toDescribe.add(message);
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + message.getFullName());
    }

    private static void describe(ObjectNode schema, String comment) {
        if (!comment.isEmpty()) {
            schema.put("description", comment);
        }
    }
}
