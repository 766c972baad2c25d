package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.app.run.WebhookServer.Request;
import com.wgtwo.camel.e2e.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe webhook-cloudevents-batch: an event is acknowledged after the batch that holds it was accepted. */
@Timeout(90)
class CloudEventsBatchTest {
    private static final int EVENTS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path routes;

    private final WebhookServer server;

    CloudEventsBatchTest() throws IOException {
        server = new WebhookServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void eventsGoOutTogetherAndAreAcknowledged() throws Exception {
        try (RecipeUnderTest recipe = start(Map.of())) {
            recipe.emit(EVENTS, 20);
            awaitAcks(recipe);

            assertThat(server.requests()).hasSizeLessThan(EVENTS / 3).allSatisfy(request -> {
                assertThat(request.headers())
                        .containsEntry("content-type", "application/cloudevents-batch+json")
                        .containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
                assertThat(events(request)).hasSizeBetween(1, 20);
            });
            assertThat(server.requests().stream().flatMap(request -> events(request).stream()))
                    .allSatisfy(event -> {
                        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
                        assertThat(event.path("type").asText()).isEqualTo("com.wgtwo.events.v0.SMS_EVENT");
                        assertThat(event.at("/data/event/smsEvent").isObject()).isTrue();
                    });
            assertThat(inOrderBySubscriber(server.requests().stream()
                            .flatMap(request -> events(request).stream())
                            .map(event -> event.path("id").asText())
                            .toList()))
                    .isEqualTo(inOrderBySubscriber(List.of()));
        }
    }

    @Test
    void anEventIsNotAcknowledgedBeforeItsBatchIsAccepted() throws Exception {
        server.always(503);
        try (RecipeUnderTest recipe = start(Map.of())) {
            recipe.emit(EVENTS, EVENTS);
            await().atMost(Duration.ofSeconds(30)).until(() -> server.requests().size() >= 3);
            assertThat(recipe.acked()).isEmpty();

            server.always(200);

            awaitAcks(recipe);
        }
    }

    @Test
    void aBatchGoesOutWhenItIsFull() throws Exception {
        try (RecipeUnderTest recipe = start(Map.of("my.batch.size", "5", "my.batch.within", "20000"))) {
            recipe.emit(10, 10);
            await().atMost(Duration.ofSeconds(15)).until(() -> recipe.acked().size() == 10);
            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(events(request)).hasSize(5));
        }
    }

    @Test
    void aBatchThatIsRefusedForGoodIsPostedEventByEvent() throws Exception {
        server.answer(400, 400);
        try (RecipeUnderTest recipe = start(Map.of("my.batch.size", "5", "my.batch.within", "2000"))) {
            recipe.emit(5, 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> recipe.acked().size() == 5);

            // The batch of five and then, of each event alone, one that was refused and four that were not.
            assertThat(server.requests()).hasSize(6);
            assertThat(server.requests().subList(1, 6))
                    .allSatisfy(request -> assertThat(events(request)).hasSize(1));
            DataSource database = recipe.context().getRegistry().lookupByNameAndType("dataSource", DataSource.class);
            try (var connection = database.getConnection();
                    var rows = connection.createStatement().executeQuery("select count(*) from dead_letter")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    private RecipeUnderTest start(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("sms.webhook.url", server.url("/sms"));
        all.put("sms.webhook.secret", "any text");
        all.putIfAbsent("my.batch.within", "300");
        return emitted = RecipeUnderTest.start(routes, Map.of("webhook", "webhook-cloudevents-batch"), all);
    }

    private RecipeUnderTest emitted;

    private void awaitAcks(RecipeUnderTest recipe) {
        await().atMost(Duration.ofSeconds(45)).until(() -> recipe.acked().size() == EVENTS);
    }

    /** The ids of each subscriber, as they came first; of none given, as they were emitted. */
    private Map<String, List<String>> inOrderBySubscriber(List<String> ids) {
        List<String> order = ids.isEmpty()
                ? emitted.emitted().stream().map(Sent::id).toList()
                : ids.stream().distinct().toList();
        Map<String, String> subscribers = new HashMap<>();
        emitted.emitted().forEach(sent -> subscribers.put(sent.id(), sent.subscriber()));
        return order.stream().collect(Collectors.groupingBy(subscribers::get));
    }

    private static List<JsonNode> events(Request request) {
        try {
            return JSON.readTree(request.bytes()).valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
