package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.app.run.WebhookServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-webhook-throttle with a receiver that takes nothing. */
@Timeout(60)
class ThrottleTest {
    @TempDir
    private Path routes;

    @Test
    void furtherTriesWaitForTheirTurnToo() throws Exception {
        try (WebhookServer receiver = new WebhookServer();
                RecipeUnderTest recipe = RecipeUnderTest.start(
                        routes,
                        Map.of("sms-webhook", "sms-webhook-throttle"),
                        Map.of("sms.webhook.url", receiver.url("/sms")))) {
            receiver.always(503);
            long begun = System.nanoTime();
            recipe.emit(10, 10);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.requests().size() >= 18);
            List<Long> times = receiver.requests().stream()
                    .map(WebhookServer.Request::nanoTime)
                    .sorted()
                    .toList();
            // From the beginning, and not from one post to another: what is late on its way comes nearer to those
            // behind it.
            for (int i = 0; i < times.size(); i++) {
                assertThat(Duration.ofNanos(times.get(i) - begun))
                        .as("the time until post %d", i + 1)
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(i / 5));
            }
        }
    }
}
