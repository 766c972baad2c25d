package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.e2e.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionFactory;

/** A broker that goes away while events stream into it, and comes back. */
final class BrokerOutage {
    private static final int BEFORE = 600;
    private static final int MEANWHILE = 100;
    private static final int SUBSCRIBERS = 8;

    private BrokerOutage() {}

    /** A broker under the control of a test. */
    interface Broker {
        /** Ends it; what it holds stays on the disk. */
        void stop() throws Exception;

        /** Starts it again at the same address. */
        void start() throws Exception;

        /** Everything in the queue or topic, in order; of several partitions one after another. */
        List<Kept> messages() throws Exception;
    }

    /**
     * A message the broker has.
     *
     * @param id the event's identity
     * @param group what keeps the messages of one subscriber together
     */
    record Kept(String id, String group) {}

    /** Nothing is acknowledged that the broker has not, nothing is lost, nothing is out of order. */
    static void assertHarmless(RecipeUnderTest recipe, Broker broker) throws Exception {
        assertHarmless(recipe, broker, BEFORE);
    }

    /** The same with fewer events, for a target that takes long for each. */
    static void assertHarmless(RecipeUnderTest recipe, Broker broker, int before) throws Exception {
        recipe.emit(before, SUBSCRIBERS);
        atMost(30).until(() -> recipe.acked().size() >= before / 4);
        broker.stop();
        int then = recipe.emitted().size();
        recipe.emit(MEANWHILE, SUBSCRIBERS);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(recipe.acked())
                        .as("acknowledged while the broker is away")
                        .doesNotContainAnyElementsOf(ids(recipe.emitted().subList(then, then + MEANWHILE))));
        broker.start();
        atMost(60).untilAsserted(() -> assertThat(recipe.acked()).containsAll(ids(recipe.emitted())));

        List<Kept> messages = broker.messages();
        assertThat(bySubscriber(messages))
                .as("events in the broker, each once or more, by subscriber")
                .isEqualTo(emittedBySubscriber(recipe.emitted()));
        assertThat(messages.size() - recipe.emitted().size())
                .as("repetitions, at most those that were under way")
                .isBetween(0, 50);
    }

    private static ConditionFactory atMost(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(20));
    }

    private static List<String> ids(List<Sent> events) {
        return events.stream().map(Sent::id).toList();
    }

    private static Map<String, List<String>> emittedBySubscriber(List<Sent> events) {
        Map<String, List<String>> order = new LinkedHashMap<>();
        events.forEach(event -> order.computeIfAbsent(event.subscriber(), key -> new ArrayList<>())
                .add(event.id()));
        return order;
    }

    /** In the order in which each event was there first. */
    private static Map<String, List<String>> bySubscriber(List<Kept> messages) {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        messages.forEach(message -> order.computeIfAbsent(message.group(), key -> new LinkedHashSet<>())
                .add(message.id()));
        Map<String, List<String>> answer = new LinkedHashMap<>();
        order.forEach((group, ids) -> answer.put(group, List.copyOf(ids)));
        return answer;
    }
}
