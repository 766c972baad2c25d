package com.wgtwo.camel.app.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kamelet does its job in a route of a user's own. */
class KameletsTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{uri: 'kamelet:sms-webhook-sink', parameters: {url: 'https://example.com/sms'}} | would call POST https://example.com/sms",
                "{uri: 'kamelet:sms-mail-sink', parameters: {to: 'me@example.com'}} | Subject: SMS from +46724410003 to +4799990005",
                "{uri: 'kamelet:subscriber-cleanup-action', parameters: {table: customer}} | delete from customer where number = :#${header.CamelWgtwoSubscriber}",
                "{uri: 'kamelet:wgtwo-flatten-action', parameters: {format: json}}}, {to: 'file:out' | ,\"direction\":\"TO_SUBSCRIBER\",\"text\":\"Your parcel has arrived.\","
            })
    void aSinkDoesItsJob(String to, String shown) throws IOException {
        route(
                "from: {uri: wgtwo:events, parameters: {target: '{{wgtwo.target}}', eventTypes: SMS_EVENT}, steps: [{convertBodyTo: {type: String}}, {to: "
                        + to + "}, {process: {ref: ack}}]}");
        assertThat(run()).isZero();
        assertThat(printed()).contains(shown, "The event would be acknowledged.");
    }

    @ParameterizedTest
    @CsvSource({"wgtwo-events-source", "wgtwo-events-anonymous-source"})
    void aSourceBringsEventsIn(String name) throws IOException {
        route("from: {uri: 'kamelet:" + name
                + "', parameters: {eventTypes: SMS_EVENT, name: mine}, steps: [{to: 'file:out'}]}");
        assertThat(run()).isZero();
        assertThat(printed()).contains("would send to file://out", "Your parcel has arrived.");
    }

    @Test
    void everyKameletTellsWhatEditorsShow() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("kamelets"))) {
            assertThat(files)
                    .hasSize(6)
                    .allSatisfy(file -> assertThat(file)
                            .content()
                            .contains("title: ", "description: ", "camel.apache.org/kamelet.type: ", "required:")
                            .contains("name: " + file.getFileName().toString().replace(".kamelet.yaml", "")));
        }
    }

    private void route(String from) throws IOException {
        Files.writeString(directory.resolve("mine.camel.yaml"), "- route:\n    id: mine\n    " + from + "\n");
    }

    private int run() {
        return new TryCommand(
                        () -> Settings.of(Path.of(""), Map.of(), Map.of()),
                        KameletsTest.class::getClassLoader,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .execute(List.of("--event", "routes/examples/events/sms.json", "--routes", directory.toString()));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
