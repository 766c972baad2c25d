package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-kafka with a real broker. */
@Timeout(120)
class SmsKafkaTest {
    private static final int PARTITIONS = 3;

    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    private KafkaNode kafka;
    private RecipeUnderTest recipe;

    @BeforeEach
    void start() throws Exception {
        kafka = new KafkaNode(data);
        kafka.createTopic("sms", PARTITIONS);
        recipe = RecipeUnderTest.start(routes, Map.of("sms", "sms-kafka"), Map.of("my.kafka.brokers", kafka.brokers()));
    }

    @AfterEach
    void stop() {
        if (recipe != null) {
            recipe.close();
        }
        kafka.close();
    }

    @Test
    void aRecordIsACloudEventWithTheSubscriberAsItsKey() {
        recipe.emit(1, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> recipe.acked().size() == 1);

        ConsumerRecord<String, String> kept = kafka.records("sms", PARTITIONS).get(0);
        assertThat(kept.key()).isEqualTo(recipe.emitted().get(0).subscriber());
        assertThat(kept.value()).contains("\"smsEvent\"");
        assertThat(header(kept, "ce_id")).isEqualTo(recipe.emitted().get(0).id());
        assertThat(header(kept, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(kept, "ce_type")).isEqualTo("com.wgtwo.events.v0.SMS_EVENT");
        assertThat(header(kept, "ce_source")).isEqualTo("wgtwo:events");
        assertThat(header(kept, "ce_time")).endsWith("Z");
        assertThat(header(kept, "ce_subject")).isEqualTo(kept.key());
        assertThat(header(kept, "content-type")).isEqualTo("application/json");
    }

    @Test
    void aBrokerThatGoesAwayUnderLoadLosesNothingAndKeepsTheOrder() throws Exception {
        BrokerOutage.assertHarmless(recipe, new BrokerOutage.Broker() {
            @Override
            public void stop() {
                kafka.stop();
            }

            @Override
            public void start() {
                kafka.start();
            }

            @Override
            public List<Kept> messages() {
                return kafka.records("sms", PARTITIONS).stream()
                        .map(kept -> new Kept(header(kept, "ce_id"), kept.key()))
                        .toList();
            }
        });
    }

    private static String header(ConsumerRecord<String, String> kept, String name) {
        return new String(kept.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
