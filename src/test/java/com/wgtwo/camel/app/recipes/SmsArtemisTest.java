package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.DeliveryMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes sms-jms and sms-amqp with a real broker. */
@Timeout(120)
class SmsArtemisTest {
    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    private ArtemisNode artemis;

    @BeforeEach
    void start() throws Exception {
        artemis = new ArtemisNode(data, "sms");
    }

    @AfterEach
    void stop() throws Exception {
        artemis.close();
    }

    private RecipeUnderTest recipe(String name) throws Exception {
        return RecipeUnderTest.start(
                routes,
                Map.of("sms", name),
                Map.of("my.jms.url", artemis.url("tcp"), "my.amqp.url", artemis.url("amqp")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms-jms", "sms-amqp"})
    void aMessageIsAPersistentCloudEventInTheGroupOfItsSubscriber(String name) throws Exception {
        try (RecipeUnderTest recipe = recipe(name)) {
            recipe.emit(1, 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> recipe.acked().size() == 1);

            List<String> facts = new ArrayList<>();
            artemis.consume(message -> {
                facts.add(message.getStringProperty("JMSXGroupID"));
                facts.add(message.getStringProperty("cloudEvents_id"));
                facts.add(message.getStringProperty("cloudEvents_type"));
                facts.add(message.getStringProperty("cloudEvents_time").replaceAll("^.*Z$", "time"));
                facts.add(String.valueOf(message.getJMSDeliveryMode()));
                assertThat(message.getBody(String.class)).contains("\"smsEvent\"");
            });
            assertThat(facts)
                    .containsExactly(
                            recipe.emitted().get(0).subscriber(),
                            recipe.emitted().get(0).id(),
                            "com.wgtwo.events.v0.SMS_EVENT",
                            "time",
                            String.valueOf(DeliveryMode.PERSISTENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms-jms", "sms-amqp"})
    void aBrokerThatGoesAwayUnderLoadLosesNothingAndKeepsTheOrder(String name) throws Exception {
        try (RecipeUnderTest recipe = recipe(name)) {
            BrokerOutage.assertHarmless(recipe, artemis);
        }
    }
}
