package com.wgtwo.camel.app.recipes;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe events-buffer-artemis with a real broker and a web server that is away while all events come in. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class BufferArtemisTest {
    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    @Test
    void aTargetThatIsAwayForTheWholeIntakeGetsAllOfItInOrderWhenItIsBack() throws Exception {
        try (ArtemisNode artemis = new ArtemisNode(data, "wgtwo-events");
                BufferOutage outage = new BufferOutage();
                RecipeUnderTest recipe = RecipeUnderTest.start(
                        routes,
                        Map.of("events", "events-buffer-artemis"),
                        Map.of("my.jms.url", artemis.url("tcp"), "sms.webhook.url", outage.web.url("/sms")))) {
            outage.assertHarmless(recipe);
        }
    }
}
