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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {
    private static final String SMS = "routes/examples/events/sms.json";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void showsTheRequestAndTheMailOfAnSms() {
        assertThat(run(Map.of(), "--event", SMS)).isZero();
        assertThat(printed())
                .contains(
                        "[webhook] would call POST https://sms-webhook.example",
                        "ce-type: com.wgtwo.events.v0.SMS_EVENT",
                        "[mail-sms] would send a mail",
                        "To: [you@example.com]",
                        "Subject: SMS from +46724410003 to +4799990005",
                        "Your parcel has arrived.",
                        "The event would be acknowledged.");
    }

    @Test
    void showsTheStatementsOfARevocationWithTheirValues() {
        assertThat(run(Map.of(), "--event", "routes/examples/events/consent-revoked.json"))
                .isZero();
        assertThat(printed())
                .contains("would run the statement", "${variable.revokedAt} = 2026-11-24T12:05Z")
                .contains("would call POST https://cleanup-webhook.example");
    }

    @Test
    void knowsAnEventOfV1ByItsMembers() {
        assertThat(run(Map.of(), "--event", "routes/examples/events/consent-revoked-v1.json"))
                .isZero();
        assertThat(printed())
                .contains("would run the statement", "${variable.revokedAt} = 2026-11-24T12:05Z")
                .contains("ce-type: com.wgtwo.consents.v1.CONSENT_REVOKED");
    }

    @Test
    void leavesNothingBehind() {
        Path database = directory.resolve("data");
        assertThat(run(Map.of("data.url", "jdbc:h2:file:" + database), "--event", SMS))
                .isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void runsRoutesOfAnotherDirectoryAndShowsAnyKindOfTarget() throws Exception {
        Files.writeString(directory.resolve("mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: wgtwo:events
                      parameters: {target: "{{wgtwo.target}}", eventTypes: SMS_EVENT}
                      steps:
                        - setBody: {simple: "${header.CamelWgtwoSubscriber}"}
                        - to: "file:%s/out"
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: no}
                """.formatted(directory));
        assertThat(run(Map.of(), "--event", SMS, "--routes", directory.toString()))
                .isEqualTo(1);
        assertThat(printed())
                .contains("[mine] would send to file://", "+4799990005")
                .contains("The event fails in route mine: IllegalStateException. It would come again.");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void whatARouteDeclaresIsToldInItsWords() throws Exception {
        Files.writeString(directory.resolve("mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: wgtwo:events
                      parameters: {target: "{{wgtwo.target}}", eventTypes: SMS_EVENT}
                      steps:
                        - throwException:
                            exceptionType: com.wgtwo.camel.app.failure.DeclaredFailure
                            message: "there is no queue sms: make it"
                """);

        assertThat(run(Map.of(), "--event", SMS, "--routes", directory.toString()))
                .isEqualTo(1);
        assertThat(printed())
                .contains("The event fails in route mine: there is no queue sms: make it. It would come again.");
    }

    @Test
    void anAnswerIsShownAsItIsAskedFor() {
        assertThat(run(
                        Map.of("sms.answer.url", "https://answer.example", "voicemail.mail.to", "you@example.com"),
                        "--event",
                        SMS))
                .isZero();
        assertThat(printed())
                .contains("[answer-sms] would call POST https://answer.example", "The event would be acknowledged.")
                .doesNotContain("SendTextFromSubscriber");
    }

    @Test
    void theMailOfAVoicemailIsShown() throws Exception {
        Path event = Files.writeString(directory.resolve("voicemail.json"), """
                {"event":{"timestamp":"2026-11-24T12:00:00Z","voicemailEvent":{"voicemailId":"v1","type":"NEW_VOICEMAIL",\
                "fromNumber":{"e164":"+46724410003"},"toNumber":{"e164":"+4799990005"}},\
                "owner":{"phoneNumber":{"e164":"+4799990005"}}}}
                """);
        assertThat(run(Map.of("voicemail.mail.to", "you@example.com"), "--event", event.toString()))
                .isZero();
        assertThat(printed())
                .contains("GetVoicemail", "Subject: Voicemail from +46724410003 to +4799990005")
                .contains("The event would be acknowledged.");
    }

    @Test
    void eachRouteThatTheEventComesIntoHasToAcknowledgeIt() throws Exception {
        route("good", "events", "eventTypes: SMS_EVENT", "process: {ref: ack}");
        route("bad", "events", "eventTypes: SMS_EVENT, queueName: other", "log: {message: nothing}");

        assertThat(run(Map.of(), "--event", SMS, "--routes", directory.toString()))
                .isEqualTo(1);
        assertThat(printed()).contains("would be acknowledged", "would not be acknowledged");
    }

    @Test
    void aRouteThatDoesNotGetTheEventHasNoSay() throws Exception {
        route(
                "sms",
                "events",
                "eventTypes: 'SMS_EVENT,ROAMING_EVENT'",
                "process: {ref: ack}",
                "throwException: {exceptionType: java.lang.IllegalStateException, message: late}");
        route("calls", "events", "eventTypes: VOICE_EVENT", "log: {message: nothing}");
        route("consents", "consent-changes", "queueName: other", "log: {message: nothing}");

        assertThat(run(Map.of(), "--event", SMS, "--routes", directory.toString()))
                .isZero();
        assertThat(printed())
                .contains(
                        "fails in route sms: IllegalStateException. It would not come again: it was acknowledged before.")
                .doesNotContain("no step 'ack' was reached");
    }

    private void route(String id, String stream, String parameters, String... steps) throws IOException {
        String from = """
                - route:
                    id: %s
                    from:
                      uri: wgtwo:%s
                      parameters: {target: "{{wgtwo.target}}", %s}
                      steps:
                """.formatted(id, stream, parameters);
        Files.writeString(
                directory.resolve(id + ".camel.yaml"),
                Stream.of(steps).map(step -> "        - " + step + "\n").collect(Collectors.joining("", from, "")));
    }

    @Test
    void aFileThatIsNoTextIsTold() throws Exception {
        Path event = Files.write(directory.resolve("x.json"), new byte[] {'{', (byte) 0xff, '}'});
        assertThat(run(Map.of(), "--event", event.toString())).isEqualTo(1);
        assertThat(printed()).contains("x.json is no text in UTF-8");
    }

    @Test
    void wrongArgumentsAndWrongRoutesAreTold() throws Exception {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "--event", "no-such.json")).isEqualTo(2);
        assertThat(run(Map.of(), "--evnt", SMS)).isEqualTo(2);
        Path event = Files.writeString(directory.resolve("x.json"), "nothing");
        assertThat(run(Map.of(), "--event", event.toString())).isEqualTo(1);
        assertThat(printed())
                .contains(
                        "There is no file no-such.json.",
                        "try cannot use '--evnt'",
                        "The file of --event is not JSON, line 1");
        Files.writeString(
                directory.resolve("bad.camel.yaml"),
                "- route: {id: a, from: {uri: 'timer:x?perod=1', steps: [{log: hi}]}}");
        assertThat(run(Map.of(), "--event", SMS, "--routes", directory.toString()))
                .isEqualTo(1);
        assertThat(printed()).contains("bad.camel.yaml:1:38: timer:x has no option 'perod'; did you mean 'period'?");
    }

    private int run(Map<String, String> given, String... arguments) {
        return new TryCommand(
                        () -> Settings.of(Path.of(""), given, Map.of()),
                        TryCommandTest.class::getClassLoader,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .execute(List.of(arguments));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
