package com.wgtwo.camel.sandbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.sandbox.service.V1Stream;
import com.wgtwo.camel.sandbox.web.EmitHandler;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Emits what comes in as canonical protobuf JSON, and random events by name. */
final class JsonEmitter implements EmitHandler.Emitter {
    private static final String EVENTS = "events";

    /** Names the platform's documentation uses for two types that the interface names otherwise. */
    private static final Map<String, EventType> ALIASES = Map.of(
            "ROAMING_EVENT", EventType.COUNTRY_CHANGE_EVENT,
            "SMS_DELIVERY_EVENT", EventType.SMS_DELIVERY_REPORT_EVENT);

    private final Platform platform;
    private final Generator generator;

    JsonEmitter(Platform platform, Generator generator) {
        this.platform = platform;
        this.generator = generator;
    }

    @Override
    public long emit(String stream, String json) {
        if (stream.equals(EVENTS)) {
            // Both forms are read into a response: what is no "event" there is a bare event.
            SubscribeEventsResponse response =
                    parse(json, SubscribeEventsResponse.newBuilder()).build();
            Event event = response.hasEvent()
                    ? response.getEvent()
                    : parse(json, Event.newBuilder()).build();
            return platform.emit(event);
        }
        V1Stream<?> known = stream(stream);
        Message.Builder response = parse(json, known.prototype().newBuilderForType());
        if (known.hasPayload(response)) {
            return platform.emitV1(response.build());
        }
        Message.Builder payload = parse(json, known.newPayload());
        return platform.emitV1(payload.build());
    }

    @Override
    public long emitRandom(String type) {
        return platform.emit(generator.events().next(type(type)));
    }

    @Override
    public long emitRandomInto(String stream) {
        return platform.emitV1(generator.payload(stream(stream)));
    }

    private V1Stream<?> stream(String name) {
        return platform.v1.all().stream()
                .filter(stream -> stream.broker().stream().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("stream is \"" + name + "\"; known are events, "
                        + platform.v1.all().stream()
                                .map(stream -> stream.broker().stream())
                                .collect(Collectors.joining(", "))));
    }

    private static EventType type(String name) {
        EventType alias = ALIASES.get(name);
        if (alias != null) {
            return alias;
        }
        return Arrays.stream(EventType.values())
                .filter(type ->
                        type.name().equals(name) && type != EventType.UNSPECIFIED && type != EventType.UNRECOGNIZED)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "type is \"" + name + "\"; a type of the interface is needed, such as SMS_EVENT"));
    }

    private static <B extends Message.Builder> B parse(String json, B builder) {
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the body is not the JSON of an event: " + e.getMessage(), e);
        }
    }
}
