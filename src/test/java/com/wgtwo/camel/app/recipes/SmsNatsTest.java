package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-nats with a real server, killed and started again; skipped where there is no nats-server. */
@Timeout(120)
class SmsNatsTest {
    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    private NatsNode nats;
    private RecipeUnderTest recipe;

    @BeforeEach
    void start() throws Exception {
        nats = new NatsNode(data);
        recipe = RecipeUnderTest.start(routes, Map.of("sms", "sms-nats"), Map.of("my.nats.servers", nats.url()));
    }

    @AfterEach
    void stop() throws Exception {
        if (recipe != null) {
            recipe.close();
        }
        if (nats != null) {
            nats.close();
        }
    }

    /** On a subject that no stream listens on everything would get lost, whoever else answers. */
    @Test
    void aMessageIsAcknowledgedOnceAStreamHasIt() throws Exception {
        try (Connection somebody = Nats.connect(nats.url())) {
            AtomicInteger heard = new AtomicInteger();
            somebody.createDispatcher(message -> {
                        heard.incrementAndGet();
                        somebody.publish(message.getReplyTo(), "thanks".getBytes(StandardCharsets.UTF_8));
                    })
                    .subscribe("sms");
            recipe.emit(1, 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.get() >= 3);
            assertThat(recipe.acked()).isEmpty();
        }

        nats.addStream("sms");
        await().atMost(Duration.ofSeconds(20)).until(() -> recipe.acked().size() == 1);

        MessageInfo stored = nats.stored().get(0);
        assertThat(new String(stored.getData(), StandardCharsets.UTF_8)).contains("\"smsEvent\"");
        assertThat(stored.getHeaders().getFirst("ce-id"))
                .isEqualTo(recipe.emitted().get(0).id());
        assertThat(stored.getHeaders().getFirst("ce-subject"))
                .isEqualTo(recipe.emitted().get(0).subscriber());
        assertThat(stored.getHeaders().getFirst("ce-type")).isEqualTo("com.wgtwo.events.v0.SMS_EVENT");
        assertThat(stored.getHeaders().getFirst("ce-source")).isEqualTo("wgtwo:events");
        assertThat(stored.getHeaders().getFirst("ce-time")).endsWith("Z");
    }

    @Test
    void aServerThatIsKilledUnderLoadLosesNothingAndKeepsTheOrder() throws Exception {
        nats.addStream("sms");
        BrokerOutage.assertHarmless(recipe, nats);
        assertThat(nats.stored()).as("the stream itself drops repetitions").hasSameSizeAs(recipe.emitted());
    }
}
