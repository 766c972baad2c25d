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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each recipe of routes/examples, put where its first lines say, does what they say. */
class RecipesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final String RECIPES = """
            sms-webhook-by-number         | sms-webhook  | sms             | [webhook] would call POST https://sms-webhook.example
            sms-webhook-business-hours    | sms-webhook  | sms             | The event would be acknowledged.
            sms-webhook-translate-sender  | sms-webhook  | sms             | X-Sender: +46724410003
            sms-webhook-throttle          | sms-webhook  | sms             | [webhook] would call POST https://sms-webhook.example
            sms-webhook-fan-out           | sms-webhook  | sms             | [webhook] would call POST https://second.example/sms
            sms-webhook-enrich-from-sql   | sms-webhook  | sms             | ${header.CamelWgtwoSubscriber} = +4799990005
            sms-webhook-archive           | sms-webhook  | sms             | [sms-webhook] would send to file://archive
            sms-webhook-chat              | sms-webhook  | sms             | {"text": "SMS from +46724410003 to +4799990005: Your parcel has arrived."}
            sms-kafka                     | sms          | sms             | [sms] would send to kafka://sms
            sms-kafka                     | sms          | sms             | ce_type: com.wgtwo.events.v0.SMS_EVENT
            sms-jms                       | sms          | sms             | [sms] would send to jms://queue:sms
            sms-amqp                      | sms          | sms             | [sms] would send to amqp://queue:sms
            sms-rabbitmq                  | sms          | sms             | [sms-rabbitmq] would send to spring-rabbitmq://default
            sms-nats                      | sms          | sms             | [sms-nats] would send to nats://sms
            sms-sftp                      | sms          | sms             | [sms] would send to sftp://localhost:22/sms
            sms-grpc                      | sms          | sms             | [sms-grpc] would send to grpc://localhost:50051/com.wgtwo.camel.forward.v1.EventReceiver
            http-in-sms-out               | http-in-sms-out | sms          | The event would be acknowledged.
            sms-file                      | sms          | sms             | [sms] would send to file://sms
            webhook-cloudevents           | webhook      | sms             | ,"subject":"+4799990005","datacontenttype":"application/json","data":{
            webhook-cloudevents           | webhook      | sms             | Content-Type: application/cloudevents+json
            sms-csv                       | sms          | sms             | [sms] would send to file://sms
            sms-csv                       | sms          | sms             | "TO_SUBSCRIBER","Your parcel has arrived.",
            webhook-cloudevents-batch     | webhook      | sms             | Content-Type: application/cloudevents-batch+json
            webhook-cloudevents-batch     | webhook      | sms             | [{"specversion":"1.0","id":"
            events-buffer-artemis         | events       | sms             | [events] would send to jms://queue:wgtwo-events
            events-buffer-kafka           | events       | sms             | [events] would send to kafka://wgtwo-events
            sms-sql                       | sms          | sms             | ${variable.smsText} = Your parcel has arrived.
            other-events-delivery-reports | other-events | delivery-report | [webhook] would call POST https://events-webhook.example
            other-events-delivery-reports | other-events | call            | The event would be acknowledged.
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = RECIPES, quoteCharacter = '`')
    void aRecipeDoesWhatItSays(String recipe, String replaced, String event, String shown) throws IOException {
        assertThat(tried(recipe, replaced, event, UnaryOperator.identity())).contains(shown);
    }

    @Test
    void inBusinessHoursItIsPosted() throws IOException {
        assertThat(tried("sms-webhook-business-hours", "sms-webhook", "sms", hours("00", "24")))
                .contains("[webhook] would call POST https://sms-webhook.example");
    }

    @Test
    void outOfBusinessHoursItIsMailedOnly() throws IOException {
        assertThat(tried("sms-webhook-business-hours", "sms-webhook", "sms", hours("24", "24")))
                .contains("would send a mail")
                .doesNotContain("https://sms-webhook.example");
    }

    private static UnaryOperator<String> hours(String from, String to) {
        return recipe -> recipe.replace("'08'", "'" + from + "'").replace("'17'", "'" + to + "'");
    }

    /** It would be a member of its own, or the end of the document. */
    @Test
    void aNumberThatIsNoneIsLeftOutOfACloudEvent() throws IOException {
        Path odd = directory.resolve("odd.json");
        Files.writeString(
                odd, Files.readString(event("sms")).replace("+4799990005\"}}", "+47\\\",\\\"id\\\":\\\"x\"}}"));

        assertThat(tried("webhook-cloudevents", "webhook", odd, UnaryOperator.identity()))
                .contains("\"source\":\"wgtwo:events\",\"time\":\"2026-11-24T12:00:00Z\",\"datacontenttype\"");
    }

    private static Path event(String name) {
        return ROUTES.resolve("examples/events").resolve(name + ".json");
    }

    private String tried(String recipe, String replaced, String event, UnaryOperator<String> edit) throws IOException {
        return tried(recipe, replaced, event(event), edit);
    }

    private String tried(String recipe, String replaced, Path event, UnaryOperator<String> edit) throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                directory.resolve(replaced + ".camel.yaml"),
                edit.apply(Files.readString(ROUTES.resolve("examples").resolve(recipe + ".camel.yaml"))));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int code = new TryCommand(
                        () -> Settings.of(Path.of(""), Map.of(), Map.of()),
                        RecipesTest.class::getClassLoader,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .execute(List.of("--event", event.toString(), "--routes", directory.toString()));

        assertThat(code).isZero();
        assertThat(Path.of("archive")).doesNotExist();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyRecipeIsTried() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES.resolve("examples"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".camel.yaml")))
                    .allSatisfy(name -> assertThat(RECIPES).contains(name.replace(".camel.yaml", "") + " "));
        }
    }
}
