package com.wgtwo.camel.app.recipes;

import static com.wgtwo.camel.app.recipes.RabbitNode.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-rabbitmq with a real broker, killed and started again; skipped where there is no rabbitmq-server. */
@Timeout(180)
class SmsRabbitTest {
    private static final int PERSISTENT = 2;

    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    /** One test, as this broker takes long to start. */
    @Test
    void aMessageIsAcknowledgedOnceADurableQueueHasItAndABrokerThatIsKilledLosesNone() throws Exception {
        try (RabbitNode rabbit = new RabbitNode(data);
                RecipeUnderTest recipe = RecipeUnderTest.start(
                        routes,
                        Map.of("sms", "sms-rabbitmq"),
                        Map.of("my.rabbitmq.host", "127.0.0.1", "my.rabbitmq.port", String.valueOf(rabbit.port)))) {
            recipe.emit(1, 1);
            // The broker itself confirms a message that it has no queue for.
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> recipe.acked().isEmpty());
            rabbit.addQueue();
            await().atMost(Duration.ofSeconds(20)).until(() -> recipe.acked().size() == 1);

            assertIsPersistentCloudEvent(rabbit.queued().get(0), recipe);
            BrokerOutage.assertHarmless(recipe, rabbit);
        }
    }

    private static void assertIsPersistentCloudEvent(GetResponse message, RecipeUnderTest recipe) {
        assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).contains("\"smsEvent\"");
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(PERSISTENT);
        assertThat(message.getProps().getContentType()).isEqualTo("application/json");
        assertThat(message.getProps().getMessageId())
                .isEqualTo(recipe.emitted().get(0).id());
        assertThat(header(message, "cloudEvents_id"))
                .isEqualTo(recipe.emitted().get(0).id());
        assertThat(header(message, "cloudEvents_subject"))
                .isEqualTo(recipe.emitted().get(0).subscriber());
        assertThat(header(message, "cloudEvents_type")).isEqualTo("com.wgtwo.events.v0.SMS_EVENT");
        assertThat(header(message, "cloudEvents_time")).endsWith("Z");
    }
}
