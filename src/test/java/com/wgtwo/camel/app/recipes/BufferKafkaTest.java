package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.wgtwo.camel.e2e.HttpReceiver;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.e2e.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The recipe events-buffer-kafka with a real broker and a web server that is away while all events come in. */
@Timeout(180)
class BufferKafkaTest {
    private static final int EVENTS = 2_000;
    private static final int SUBSCRIBERS = 8;

    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    /** One line for each event that is left in the buffer after all its tries. */
    private final Logger failureLog = (Logger) LoggerFactory.getLogger("com.wgtwo.camel.app.failure.FailureLog");

    private final ListAppender<ILoggingEvent> failures = new ListAppender<>();
    private KafkaNode kafka;
    private HttpReceiver web;
    private RecipeUnderTest recipe;

    @BeforeEach
    void start() throws Exception {
        failures.start();
        failureLog.addAppender(failures);
        kafka = new KafkaNode(data);
        kafka.createTopic("wgtwo-events", 3);
        web = new HttpReceiver();
        recipe = RecipeUnderTest.start(
                routes,
                Map.of("events", "events-buffer-kafka"),
                Map.of(
                        "my.buffer.consumers",
                        "1",
                        "my.kafka.brokers",
                        kafka.brokers(),
                        "sms.webhook.url",
                        web.url("/sms")));
    }

    @AfterEach
    void stop() {
        failureLog.detachAppender(failures);
        if (recipe != null) {
            recipe.close();
        }
        web.close();
        kafka.close();
    }

    @Test
    void aTargetThatIsAwayForTheWholeIntakeGetsAllOfItInOrderWhenItIsBack() throws Exception {
        web.kill();
        recipe.emit(EVENTS, SUBSCRIBERS);
        await("intake")
                .atMost(Duration.ofSeconds(60))
                .until(() -> recipe.acked().size() == EVENTS);
        await("back to the event that failed, several times")
                .atMost(Duration.ofSeconds(30))
                .until(() -> failures.list.size() >= 3);
        assertThat(web.posts()).isEmpty();

        web.start();

        await("delivery")
                .atMost(Duration.ofSeconds(90))
                .until(() -> ids(web.posts()).distinct().count() == EVENTS);
        assertThat(bySubscriber(web.posts())).isEqualTo(emittedBySubscriber(recipe.emitted()));
    }

    private static Stream<String> ids(List<Post> posts) {
        return posts.stream().filter(Post::accepted).map(Post::id);
    }

    private static Map<String, List<String>> bySubscriber(List<Post> posts) {
        return posts.stream()
                .filter(Post::accepted)
                .collect(Collectors.groupingBy(
                        post -> post.header("ce-subject"), Collectors.mapping(Post::id, Collectors.toList())));
    }

    private static Map<String, List<String>> emittedBySubscriber(List<Sent> events) {
        return events.stream()
                .collect(Collectors.groupingBy(Sent::subscriber, Collectors.mapping(Sent::id, Collectors.toList())));
    }
}
