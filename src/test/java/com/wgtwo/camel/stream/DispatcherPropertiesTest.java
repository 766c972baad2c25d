package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.Dispatcher.Freed;
import com.wgtwo.camel.stream.Dispatcher.Offered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Drives the dispatcher against a model of the platform with random interleavings of deliver, redeliver, complete, fail,
 * ack answered, ack lost, reconnect and the passing of time, and checks after every step what must always hold.
 */
class DispatcherPropertiesTest {

    private static final int WINDOW = 8;
    private static final int STEPS = 400;

    @Property(tries = 300)
    void theGuaranteesHoldUnderAnyInterleaving(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int subscribers) {
        new Run(new Random(seed), subscribers).go();
    }

    /** One random history. */
    private static final class Run {

        private final Random random;
        private final int subscribers;
        private final ManualTime time = new ManualTime();
        private final Deliveries deliveries = new Deliveries(time, WINDOW);
        private final Dispatcher dispatcher = new Dispatcher(Ordering.SUBSCRIBER, Deliveries.ACK_TIMEOUT, time);

        /** What the platform has delivered and not seen acknowledged, in stream order, with its redelivery time. */
        private final Map<Long, Long> pending = new TreeMap<>();

        private final List<InFlight> ready = new ArrayList<>();
        private final List<InFlight> running = new ArrayList<>();
        private final Map<InFlight, CompletableFuture<Void>> acking = new HashMap<>();
        private final Set<Long> done = new HashSet<>();
        private final Map<Integer, Long> lastStarted = new HashMap<>();
        private long next = 1;

        Run(Random random, int subscribers) {
            this.random = random;
            this.subscribers = subscribers;
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
            }
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1 -> deliverNew();
                case 2 -> redeliverExpired();
                case 3 -> redeliverAll();
                case 4, 5 -> start();
                case 6 -> succeed();
                case 7 -> fail();
                case 8 -> answerAck();
                default -> {
                    time.advance(Duration.ofSeconds(random.nextInt(12)));
                    dispatcher.forgetExpired().forEach(this::freed);
                    redeliverExpired();
                }
            }
        }

        private void deliverNew() {
            redeliverExpired();
            if (pending.size() < WINDOW && dispatcher.free(deliveries.origin()) > 0) {
                deliver(next++);
            }
        }

        /** As the platform does: what was not acknowledged in time comes again, oldest first, before anything newer. */
        private void redeliverExpired() {
            long now = time.nanos();
            List.copyOf(pending.entrySet()).stream()
                    .filter(entry -> entry.getValue() <= now)
                    .forEach(entry -> deliver(entry.getKey()));
        }

        /** A new stream: everything unacknowledged comes again at once. */
        private void redeliverAll() {
            if (random.nextInt(4) == 0) {
                dispatcher.expectAgain(deliveries.origin());
                List.copyOf(pending.keySet()).forEach(this::deliver);
            }
        }

        private void deliver(long event) {
            if (dispatcher.free(deliveries.origin()) == 0) {
                return;
            }
            pending.put(event, time.nanos() + Deliveries.ACK_TIMEOUT.toNanos());
            Offered offered = dispatcher.offer(deliveries.of(event, "+" + subscriber(event)));
            switch (offered.verdict()) {
                case RUN -> ready.add(Objects.requireNonNull(offered.event()));
                case ACK_AGAIN -> {
                    assertThat(done)
                            .as("acknowledged again although its work was never done")
                            .contains(event);
                    ack(Objects.requireNonNull(offered.event()));
                }
                default -> assertThat(offered.verdict()).isNotEqualTo(Dispatcher.Verdict.CLOSED);
            }
        }

        private int subscriber(long event) {
            return (int) (event % subscribers);
        }

        private void start() {
            if (ready.isEmpty()) {
                return;
            }
            InFlight event = ready.remove(random.nextInt(ready.size()));
            Freed refused = dispatcher.start(event);
            if (refused != null) {
                freed(refused);
                return;
            }
            long number = event.id().low();
            assertThat(done)
                    .as("event %s ran again after its work was done", number)
                    .doesNotContain(number);
            for (InFlight other : running) {
                assertThat(subscriber(other.id().low()))
                        .as("two events of one subscriber at once")
                        .isNotEqualTo(subscriber(number));
            }
            running.add(event);
        }

        private void succeed() {
            if (running.isEmpty()) {
                return;
            }
            InFlight event = running.remove(random.nextInt(running.size()));
            long number = event.id().low();
            long before = lastStarted.getOrDefault(subscriber(number), 0L);
            assertThat(number)
                    .as("event %s succeeded after the newer %s of its subscriber", number, before)
                    .isGreaterThan(before);
            lastStarted.put(subscriber(number), number);
            done.add(number);
            ack(event);
            freed(dispatcher.complete(event));
        }

        private void fail() {
            if (!running.isEmpty()) {
                freed(dispatcher.complete(running.remove(random.nextInt(running.size()))));
            }
        }

        private void ack(InFlight event) {
            CompletableFuture<Void> answer = dispatcher.startAck(event);
            if (answer != null) {
                acking.put(event, answer);
            }
        }

        private void answerAck() {
            if (acking.isEmpty()) {
                return;
            }
            InFlight event = acking.keySet().stream()
                    .skip(random.nextInt(acking.size()))
                    .findFirst()
                    .orElseThrow();
            CompletableFuture<Void> answer = Objects.requireNonNull(acking.remove(event));
            boolean accepted = random.nextInt(3) > 0;
            if (accepted) {
                pending.remove(event.id().low());
                answer.complete(null);
            } else {
                answer.completeExceptionally(new AckException("lost"));
            }
            freed(dispatcher.ackAnswered(event, accepted));
        }

        private void freed(Freed freed) {
            if (freed.next() != null) {
                ready.add(freed.next());
            }
        }

        private void check() {
            List<EventId> ids = dispatcher.ids();
            assertThat(ids).hasSizeLessThanOrEqualTo(WINDOW).doesNotHaveDuplicates();
            assertThat(dispatcher.free(deliveries.origin())).isEqualTo(WINDOW - ids.size());
            assertThat(ids).containsAll(running.stream().map(InFlight::id).toList());
            assertThat(dispatcher.isIdle()).isEqualTo(ids.isEmpty());
        }
    }
}
