package com.wgtwo.camel.app.recipes;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
            try (RecipeUnderTest recipe = RecipeUnderTest.start(
                    routes,
                    Map.of("events", "events-buffer-kafka"),
                    Map.of(
                            "my.buffer.consumers",
                            "1",
                            "my.kafka.brokers",
                            kafka.brokers(),
                            "sms.webhook.url",
                            outage.web.url("/sms")))) {
                outage.assertHarmless(recipe);
            }
        }
    }
}
