package com.wgtwo.camel.app.tryout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.json.EventJson;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import io.grpc.MethodDescriptor.PrototypeMarshaller;

/**
 * Reads an event out of a file, which says by its members what stream it is of.
 */
final class TriedEvent {
    private static final String ENVELOPE = "metadata";

    private TriedEvent() {}

    /** @throws UserMistake in one sentence, when the text is no event */
    static EventMessage parse(String json) {
        try {
            JsonNode members = new ObjectMapper().readTree(json);
            for (String name : PlatformStreams.names()) {
                Message.Builder builder = builder(PlatformStreams.get(name));
                boolean fits = builder.getDescriptorForType().getFields().stream()
                        .anyMatch(field -> !field.getName().equals(ENVELOPE) && members.has(field.getJsonName()));
                if (fits) {
                    EventJson.parse(json, builder);
                    return of(PlatformStreams.get(name), builder.build());
                }
            }
            // Without what carries it, as examples of v0 events are often written.
            Event.Builder event = Event.newBuilder();
            EventJson.parse(json, event);
            return of(
                    PlatformStreams.get("events"),
                    SubscribeEventsResponse.newBuilder().setEvent(event).build());
        } catch (JsonProcessingException e) {
            throw new UserMistake(
                    "The file of --event is not JSON, line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        } catch (IllegalArgumentException e) {
            throw new UserMistake("The file of --event is no event: " + e.getMessage() + ".", e);
        }
    }

    private static Message.Builder builder(PlatformStream<?, ?, ?, ?> stream) {
        PrototypeMarshaller<?> marshaller =
                (PrototypeMarshaller<?>) stream.streamMethod().getResponseMarshaller();
        return ((Message) marshaller.getMessagePrototype()).newBuilderForType();
    }

    @SuppressWarnings("unchecked") // the message was made for this stream
    private static EventMessage of(PlatformStream<?, ?, ?, ?> stream, Message response) {
        return new EventMessage(
                response, ((PlatformStream<?, Message, ?, ?>) stream).read(response), stream.name(), "");
    }
}
