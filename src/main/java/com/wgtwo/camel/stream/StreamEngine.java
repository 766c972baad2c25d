package com.wgtwo.camel.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions that are kept up for ever: events go to a handler in order, acks go back, ends are mended.
 *
 * <p>This class joins the parts: {@link Dispatcher} says what may run, across all subscriptions, so that events of one
 * subscriber keep their order whichever way they came; each {@link Subscription} keeps a call open and sends acks.
 */
public final class StreamEngine {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEngine.class);

    private final EventHandler handler;
    private final WorkQueue work;
    private final TimeSource time;
    private final Dispatcher dispatcher;
    private final List<Subscription<?, ?, ?, ?>> subscriptions = new ArrayList<>();
    private final Future<?> sweeper;

    /**
     * An engine that is not started yet.
     *
     * @param specs the subscriptions
     * @param settings what is the same for all of them
     * @param handler works on the events
     * @param workers runs the handler; should have a thread for each event of all windows
     * @param scheduler one thread for all that has to wait; nothing blocks it
     * @param time the clock
     * @param memory what the engine whose place this one takes left, and what this one will leave
     * @throws IllegalArgumentException in one sentence, when a stream does not offer what is asked for
     */
    public StreamEngine(
            List<SubscriptionSpec> specs,
            EngineSettings settings,
            EventHandler handler,
            Executor workers,
            ScheduledExecutorService scheduler,
            TimeSource time,
            EngineMemory memory) {
        this.handler = handler;
        this.work = new WorkQueue(workers);
        this.time = time;
        this.dispatcher = new Dispatcher(settings.ordering(), settings.ackTimeout(), time, memory.done());
        for (SubscriptionSpec spec : specs) {
            subscriptions.add(Subscription.of(spec, settings, dispatcher, this::arrived, scheduler, time, memory));
        }
        long sweep = settings.ackTimeout().toMillis();
        this.sweeper = scheduler.scheduleWithFixedDelay(this::sweep, sweep, sweep, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            dispatcher.forgetExpired().forEach(this::freed);
        } catch (RuntimeException | Error e) {
            // It would be the last one.
            LOG.error("Events that are not expected any longer could not be forgotten; tried again", e);
        }
    }

    /** Opens the streams, and opens each again whenever it ends. */
    public void start() {
        dispatcher.open();
        subscriptions.forEach(Subscription::start);
    }

    /**
     * Ends the intake: running work finishes and is acknowledged, then the calls are ended. The platform keeps the rest.
     *
     * @return completes when nothing is in the program any more
     */
    public CompletableFuture<Void> drain() {
        dispatcher.close();
        return all(subscriptions.stream().map(Subscription::drain).toList());
    }

    /**
     * Ends the calls at once; acks that are under way go on as long as the connection is open.
     *
     * @return completes when the calls have ended
     */
    public CompletableFuture<Void> stop() {
        sweeper.cancel(false);
        dispatcher.close();
        return all(subscriptions.stream().map(Subscription::stop).toList());
    }

    /**
     * Answers the acks that wait for their next try: they fail, and the platform sends their events again. To be called after
     * {@link #stop()} and when scheduler and workers are shut down; without it their work would never complete.
     */
    public void abandonAcks() {
        subscriptions.forEach(Subscription::abandonAcks);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    /** Ends the calls and opens others at once, as an operator may wish. */
    public void reconnect() {
        subscriptions.forEach(Subscription::reconnect);
    }

    /** What can be done with one stream while the others go on. */
    public enum Step {
        /** Opens a stream that is stopped or drains. */
        START,
        /** Ends its call at once; events in work go on to their acks, others stay with the platform. */
        STOP,
        /** Takes no more events and ends its call when those in work are through. */
        SUSPEND,
        /** Opens a stream that was suspended. */
        RESUME,
        /** Ends its call and opens another at once. */
        RECONNECT
    }

    /**
     * Does something with one stream. It happens soon after; see the stream's state.
     *
     * @param stream its place among the subscriptions, from 0
     */
    public void step(int stream, Step step) {
        Subscription<?, ?, ?, ?> subscription = subscriptions.get(stream);
        LOG.info("Stream {}: an operator asks for {}", subscription.snapshot().label(), step);
        switch (step) {
            case START, RESUME -> subscription.resume();
            case STOP -> subscription.stop();
            case SUSPEND -> subscription.drain();
            case RECONNECT -> subscription.reconnect();
        }
    }

    /** How many events are in the program, unanswered acks included. */
    public int pending() {
        return dispatcher.figures().inFlight();
    }

    /** All there is to know. */
    public EngineSnapshot snapshot() {
        return new EngineSnapshot(
                subscriptions.stream().map(Subscription::snapshot).toList(), dispatcher.figures());
    }

    private void arrived(Delivery delivery) {
        Dispatcher.Offered offered = dispatcher.offer(delivery);
        InFlight event = offered.event();
        switch (offered.verdict()) {
            case RUN -> run(Objects.requireNonNull(event));
            case ACK_AGAIN -> acknowledge(Objects.requireNonNull(event));
            case QUEUED, FOLDED, REPEATED, CLOSED ->
                LOG.debug("{} {}: {}", delivery.facts().type(), delivery.facts().id(), offered.verdict());
        }
    }

    private void run(InFlight event) {
        work.begin(() -> work(event), noThread -> notStarted(event, noThread));
    }

    private void notStarted(InFlight event, Throwable noThread) {
        if (noThread instanceof OutOfMemoryError) {
            LOG.error(
                    "Event {} {}: no thread could be had for it: {}",
                    event.id(),
                    dispatcher.latest(event).comesAgain() ? "comes again" : "is lost",
                    noThread.getMessage());
        } else {
            LOG.debug("{} is left to come again: the workers are gone", event.id());
        }
        freed(dispatcher.notStarted(event));
    }

    private void work(InFlight inFlight) {
        Dispatcher.Freed skipped = dispatcher.skip(inFlight);
        if (skipped != null) {
            if (dispatcher.latest(inFlight).facts().ackRequest() != null) {
                acknowledge(inFlight);
            }
            freed(skipped);
            return;
        }
        Dispatcher.Freed refused = dispatcher.start(inFlight);
        if (refused != null) {
            freed(refused);
            return;
        }
        StreamEvent event = new StreamEvent(this, inFlight);
        try {
            handler.handle(event);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{} could not be handed over and comes again: {}",
                    event,
                    e.getClass().getName());
            complete(inFlight);
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    Instant ackDeadline(InFlight event) {
        return time.now().plus(time.until(dispatcher.latest(event).deadlineNanos()));
    }

    CompletableFuture<Void> acknowledge(InFlight event) {
        CompletableFuture<Void> answer = dispatcher.startAck(event);
        if (answer == null) {
            return dispatcher.ackOf(event);
        }
        event.origin().acknowledge(() -> dispatcher.latest(event), failure -> {
            freed(dispatcher.ackAnswered(event, failure == null));
            if (failure == null) {
                answer.complete(null);
            } else {
                LOG.warn(
                        "{}; its work is done and not repeated, the ack is sent again when it comes again",
                        failure.getMessage());
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    void resume(Runnable rest) {
        work.goOn(rest);
    }

    boolean isAcknowledged(InFlight event) {
        return dispatcher.isDone(event);
    }

    void givenUp(InFlight event) {
        dispatcher.givenUp(event);
    }

    void complete(InFlight event) {
        freed(dispatcher.complete(event));
    }

    private void freed(Dispatcher.Freed freed) {
        InFlight next = freed.next();
        if (next != null) {
            run(next);
        }
        freed.origins().forEach(Origin::slotsFreed);
    }
}
