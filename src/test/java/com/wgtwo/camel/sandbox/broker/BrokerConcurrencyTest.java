package com.wgtwo.camel.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads publish, read, acknowledge, forget to acknowledge, leave and come back; the promises of the broker hold. */
class BrokerConcurrencyTest {
    private static final int EVENTS = 20_000;
    private static final int WINDOW = 20;

    private final Broker<Integer> broker =
            new Broker<>("test", BrokerSettings.platform(), Clock.systemUTC(), new BrokerFaults());
    private final Map<Integer, AtomicInteger> acked = new ConcurrentHashMap<>();
    private final AtomicInteger tooMany = new AtomicInteger();

    /** A client that reads from a queue of its own, acknowledges most events, and now and then leaves and joins again. */
    private final class Reader implements Runnable, Sink<Integer> {
        private final ConcurrentLinkedQueue<Delivery<Integer>> inbox = new ConcurrentLinkedQueue<>();
        private final Random random;

        Reader(long seed) {
            random = new Random(seed);
        }

        @Override
        public void run() {
            while (acked.size() < EVENTS) {
                inbox.clear();
                Member<Integer> member = broker.subscribe(
                        new Subscription(
                                "q", Kind.DURABLE_QUEUE, 1, new StartPosition.Oldest(), WINDOW, Duration.ofMillis(30)),
                        this);
                read(1 + random.nextInt(2_000));
                member.leave();
            }
        }

        private void read(int events) {
            for (int i = 0; i < events && acked.size() < EVENTS; i++) {
                Delivery<Integer> delivery = inbox.poll();
                if (delivery == null) {
                    LockSupport.parkNanos(20_000);
                } else if (random.nextInt(50) != 0
                        && broker.ack(delivery.inbox(), delivery.sequence()) == AckOutcome.ACKED) {
                    acked.computeIfAbsent(delivery.event(), event -> new AtomicInteger())
                            .incrementAndGet();
                }
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(Delivery<Integer> delivery) {
            inbox.add(delivery);
        }

        @Override
        public void replaced() {
            tooMany.incrementAndGet();
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void everyEventIsAcknowledgedExactlyOnceAndNoWindowIsExceeded() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(new Reader(i)));
        }
        threads.add(new Thread(() -> {
            for (int i = 0; i < EVENTS; i++) {
                broker.publish(1, i);
            }
        }));
        threads.add(new Thread(() -> {
            while (acked.size() < EVENTS) {
                broker.tick();
                broker.subscriptions()
                        .forEach(group -> group.members().forEach(held -> {
                            if (held > WINDOW) {
                                tooMany.incrementAndGet();
                            }
                        }));
                LockSupport.parkNanos(1_000_000);
            }
        }));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(acked).hasSize(EVENTS);
        assertThat(acked.values()).allMatch(count -> count.get() == 1);
        assertThat(tooMany.get()).isZero();
        assertThat(broker.pending()).isEmpty();
        assertThat(broker.ackCounts().acked()).isEqualTo(EVENTS);
    }
}
