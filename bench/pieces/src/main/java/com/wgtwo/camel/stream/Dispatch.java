package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import com.wgtwo.camel.bench.pieces.Piece;
import com.wgtwo.camel.bench.pieces.Sample;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The book of events: one enters, runs, is acknowledged and leaves, while 49 others of a window of 50 stay in it. In the
 * engine's package, because the book is nobody else's business.
 */
public class Dispatch extends Piece {
    private static final int WINDOW = 50;
    private static final int SUBSCRIBERS = 10_000;

    @Param({"NONE", "SUBSCRIBER"})
    private Ordering ordering;

    private final Message message = Sample.sms();
    private final Origin origin = new Nowhere();
    private Dispatcher dispatcher;
    private long count;

    @Setup
    public void fill() {
        dispatcher = new Dispatcher(ordering, Duration.ofSeconds(30), TimeSource.SYSTEM);
        dispatcher.open();
        for (int i = 1; i < WINDOW; i++) {
            dispatcher.start(dispatcher.offer(delivery("held " + i)).event());
        }
    }

    @Benchmark
    public Object event() {
        InFlight event = dispatcher
                .offer(delivery("+4799" + count % SUBSCRIBERS))
                .event();
        dispatcher.start(event);
        dispatcher.startAck(event);
        dispatcher.ackAnswered(event, true);
        return dispatcher.complete(event);
    }

    private Delivery delivery(String subscriber) {
        long number = ++count;
        EventFacts facts = new EventFacts(
                new EventId(number * 0x9E3779B97F4A7C15L, number),
                "SMS_EVENT",
                subscriber,
                null,
                null,
                null,
                false,
                message);
        return new Delivery(message, facts, System.nanoTime() + TimeUnit.SECONDS.toNanos(30), true, origin);
    }

    private static final class Nowhere extends Origin {
        Nowhere() {
            super(WINDOW);
        }

        @Override
        String stream() {
            return "events";
        }

        @Override
        String region() {
            return "";
        }

        @Override
        void acknowledge(Supplier<Delivery> latest, Consumer<AckException> result) {
            result.accept(null);
        }

        @Override
        void slotsFreed() {}
    }
}
