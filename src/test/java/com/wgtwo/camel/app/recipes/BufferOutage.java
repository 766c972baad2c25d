package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.wgtwo.camel.e2e.HttpReceiver;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.e2e.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * A web server that is away while all events come in, and a buffer that keeps them. {@code -Dbuffer.events} (2,000) is how
 * many, {@code -Dbuffer.minutes} (0) for how long the web server is away after the last of them.
 */
final class BufferOutage implements AutoCloseable {
    private static final int EVENTS = Integer.getInteger("buffer.events", 2_000);
    private static final Duration LONGER = Duration.ofMinutes(Integer.getInteger("buffer.minutes", 0));
    private static final int SUBSCRIBERS = Math.max(8, EVENTS / 200);

    /** A thousand events in half a minute, and time to begin. */
    private static final Duration PATIENCE = Duration.ofSeconds(90 + 30L * EVENTS / 1_000);

    final HttpReceiver web = new HttpReceiver();

    /** One line for each event that is left in the buffer after all its tries. */
    private final Logger failureLog = (Logger) LoggerFactory.getLogger("com.wgtwo.camel.app.failure.FailureLog");

    private final ListAppender<ILoggingEvent> failures = new ListAppender<>();

    /** By subscriber, the ids in the order in which they were posted. */
    private final Map<String, List<String>> posted = new LinkedHashMap<>();

    private int posts;

    BufferOutage() throws Exception {
        failures.start();
        failureLog.addAppender(failures);
        web.handOver(this::keep);
        web.kill();
    }

    private synchronized void keep(Post post) {
        posts++;
        posted.computeIfAbsent(post.header("ce-subject"), key -> new ArrayList<>())
                .add(post.id());
    }

    private synchronized int posts() {
        return posts;
    }

    /** All of it is acknowledged during the outage, and posted once and in order after it. */
    void assertHarmless(RecipeUnderTest recipe) throws Exception {
        Instant away = Instant.now();
        recipe.emit(EVENTS, SUBSCRIBERS);
        await("intake")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> recipe.acked().size() == EVENTS);
        Instant taken = Instant.now();
        await("back to the event that failed, several times")
                .atMost(Duration.ofSeconds(60))
                .until(() -> failures.list.size() >= 3);
        await("the rest of the outage")
                .atMost(LONGER.plusMinutes(1))
                .until(() -> Instant.now().isAfter(taken.plus(LONGER)));
        assertThat(posts()).isZero();

        Instant back = Instant.now();
        web.start();
        await("delivery").atMost(PATIENCE).until(() -> distinct() == EVENTS);

        System.out.printf(
                "buffer: %d events taken in %d s, target away for %d s, delivered in %d s, %d posts%n",
                EVENTS,
                Duration.between(away, taken).toSeconds(),
                Duration.between(away, back).toSeconds(),
                Duration.between(back, Instant.now()).toSeconds(),
                posts());
        assertThat(posted).isEqualTo(emittedBySubscriber(recipe.emitted()));
    }

    private synchronized int distinct() {
        if (posts < EVENTS) {
            return 0;
        }
        Set<String> ids = new LinkedHashSet<>();
        posted.values().forEach(ids::addAll);
        return ids.size();
    }

    private static Map<String, List<String>> emittedBySubscriber(List<Sent> events) {
        Map<String, List<String>> order = new LinkedHashMap<>();
        events.forEach(event -> order.computeIfAbsent(event.subscriber(), key -> new ArrayList<>())
                .add(event.id()));
        return order;
    }

    @Override
    public void close() {
        failureLog.detachAppender(failures);
        web.close();
    }
}
