package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.sandbox.generate.Dice;
import com.wgtwo.camel.sandbox.generate.RandomEvents;
import com.wgtwo.camel.sandbox.generate.RandomV1Events;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import com.wgtwo.camel.stream.json.EventJson;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas in docs/schema are those of the interface, and events are as they say. */
class JsonSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final int EVENTS_OF_A_TYPE = 200;

    static Collection<String> streams() {
        return PlatformStreams.names();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void thePublishedSchemaIsThatOfTheInterface(String stream) throws IOException {
        new Page("docs/schema/" + stream + ".schema.json").mustBe(schema(stream, false));
    }

    @Test
    void thereIsNoOtherSchema() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/schema"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".schema.json", "")))
                    .containsExactlyInAnyOrderElementsOf(streams());
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void eventsHaveNoMemberThatTheSchemaLacks(String stream) throws IOException {
        com.networknt.schema.JsonSchema closed = SCHEMAS.getSchema(schema(stream, true));

        assertThat(events(stream))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(closed.validate(event)).as(event.toString()).isEmpty());
    }

    @Test
    void whatIsNotSoIsRefused() throws IOException {
        com.networknt.schema.JsonSchema schema = SCHEMAS.getSchema(schema("events", false));

        assertThat(List.of(
                        "{'event':{'smsEvent':{'direction':'SIDEWAYS'}}}",
                        "{'event':{'metadata':{'sequence':10}}}",
                        "{'event':{'timestamp':1700000000}}",
                        "{'event':{'smsEvent':{},'voiceEvent':{}}}",
                        "{'event':{'smsEvent':{'text':'a','bytes':'AP/+'}}}",
                        "{'event':[]}"))
                .allSatisfy(text -> assertThat(problems(schema, text)).isNotEmpty());
        assertThat(problems(schema, "{'event':{'smsEvent':{'direction':7,'new':true}}}"))
                .isEmpty();
    }

    private static Set<ValidationMessage> problems(com.networknt.schema.JsonSchema schema, String text)
            throws IOException {
        return schema.validate(JSON.readTree(text.replace('\'', '"')));
    }

    private static String schema(String stream, boolean closed) throws IOException {
        return new JsonSchema(Comments.load(), closed).of(stream, response(stream));
    }

    private static Descriptor response(String stream) {
        ProtoMethodDescriptorSupplier method = (ProtoMethodDescriptorSupplier)
                PlatformStreams.get(stream).streamMethod().getSchemaDescriptor();
        return method.getMethodDescriptor().getOutputType();
    }

    private static List<JsonNode> events(String stream) {
        Dice dice = new Dice(1, Subscriber.fictional());
        RandomEvents v0 = new RandomEvents(dice, Clock.systemUTC(), false);
        RandomV1Events v1 = new RandomV1Events(dice);
        return IntStream.range(0, EVENTS_OF_A_TYPE)
                .boxed()
                .flatMap(i -> switch (stream) {
                    case "events" -> all(v0);
                    case "consent-changes" -> Stream.of(v1.consentChange());
                    case "handset-changes" -> Stream.of(v1.handsetChange());
                    case "first-attachments" -> Stream.of(v1.firstAttachment());
                    case "country-changes" -> Stream.of(v1.countryChange());
                    case "periodic-countries" -> Stream.of(v1.periodicCountry());
                    default -> throw new IllegalArgumentException("No events of " + stream);
                })
                .map(event -> json(response(stream), event))
                .collect(Collectors.toList());
    }

    private static Stream<Message> all(RandomEvents events) {
        return Stream.of(EventType.values())
                .filter(type -> type != EventType.UNSPECIFIED && type != EventType.UNRECOGNIZED)
                .map(events::next);
    }

    /** The event in the member of the response that is made for it. */
    private static JsonNode json(Descriptor response, Message event) {
        FieldDescriptor member = response.getFields().stream()
                .filter(field -> field.getType() == FieldDescriptor.Type.MESSAGE
                        && field.getMessageType().equals(event.getDescriptorForType()))
                .findFirst()
                .orElseThrow();
        try {
            return JSON.readTree(EventJson.print(
                    DynamicMessage.newBuilder(response).setField(member, event).build()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
