package com.wgtwo.camel.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.wgtwo.camel.stream.json.EventJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.camel.Converter;
import org.apache.camel.util.function.Suppliers;

/** The JSON of an event, wherever a step asks for a text, bytes, a stream or a tree: {@link EventJson}. */
@Converter(generateLoader = true)
public final class WgtwoTypeConverters {

    private static final Supplier<ObjectMapper> MAPPER = Suppliers.memorize(ObjectMapper::new);

    private WgtwoTypeConverters() {}

    /** The JSON as text. */
    @Converter
    public static String toString(Message message) {
        return EventJson.print(message);
    }

    /** The JSON in UTF-8. */
    @Converter
    public static byte[] toBytes(Message message) {
        return EventJson.print(message).getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON in UTF-8. */
    @Converter
    public static InputStream toInputStream(Message message) {
        return new ByteArrayInputStream(toBytes(message));
    }

    /** The JSON as a tree. */
    @Converter
    public static JsonNode toJsonNode(Message message) throws JsonProcessingException {
        return MAPPER.get().readTree(EventJson.print(message));
    }
}
