package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.Machine;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.app.run.WebhookServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The recipe events-buffer-kafka with a real broker and a web server that is away while all events come in. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class BufferKafkaTest {
    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    @Test
    void aTargetThatIsAwayForTheWholeIntakeGetsAllOfItInOrderWhenItIsBack() throws Exception {
        try (KafkaNode kafka = new KafkaNode(data);
                BufferOutage outage = new BufferOutage()) {
            kafka.createTopic("wgtwo-events", 3);
            try (RecipeUnderTest recipe = start(kafka.brokers(), Map.of("sms.webhook.url", outage.web.url("/sms")))) {
                outage.assertHarmless(recipe);
            }
        }
    }

    @Test
    void aRecordOfSomebodyElseIsNamedAndHoldsNothingUp() throws Exception {
        try (KafkaNode kafka = new KafkaNode(data);
                WebhookServer web = new WebhookServer();
                LogLines log = new LogLines()) {
            kafka.createTopic("wgtwo-events", 1);
            kafka.put("wgtwo-events", Map.of(), "private words");
            kafka.put("wgtwo-events", Map.of("ce_source", "wgtwo:events"), "private words");
            try (RecipeUnderTest recipe = start(kafka.brokers(), Map.of("sms.webhook.url", web.url("/sms")))) {
                recipe.emit(2, 1);
                await().atMost(Duration.ofMinutes(1)).until(() -> web.requests().size() == 2);
                assertThat(skipped(log)).hasSize(2);

                kafka.put("wgtwo-events", Map.of("ce_source", "wgtwo:later-stream"), "private words");
                recipe.emit(1, 1);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> log.all().contains("stream 'later-stream' is not one of"));
            }
            assertThat(skipped(log)).as("a later version may read the third").hasSize(2);
            assertThat(web.requests()).as("and what is behind it waits").hasSize(2);
            assertThat(log.all()).doesNotContain("private words");
        }
    }

    @Test
    void whatTheBrokerDoesNotTakeIsADeadLetterInTheEnd() throws Exception {
        try (RecipeUnderTest recipe = start(
                "127.0.0.1:" + Machine.freePort(),
                Map.of("delivery.try-timeout", "500ms", "wgtwo.max-deliveries", "1"))) {
            recipe.emit(1, 1);
            await().atMost(Duration.ofMinutes(1)).until(() -> recipe.acked().size() == 1);
            assertThat(new JdbcTemplate(
                                    recipe.context().getRegistry().lookupByNameAndType("dataSource", DataSource.class))
                            .queryForList("select route from dead_letter", String.class))
                    .containsExactly("events");
        }
    }

    private static List<String> skipped(LogLines log) {
        return log.all()
                .lines()
                .filter(line -> line.matches("Skipped offset \\d+ of partition 0 of wgtwo-events, which is no event.*"))
                .toList();
    }

    private RecipeUnderTest start(String brokers, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("my.buffer.consumers", "1");
        settings.put("my.kafka.brokers", brokers);
        return RecipeUnderTest.start(routes, Map.of("events", "events-buffer-kafka"), settings);
    }
}
