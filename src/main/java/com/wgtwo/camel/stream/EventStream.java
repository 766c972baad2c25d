package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription that is kept up for ever: events go to a handler in order, acks go back, ends are mended.
 *
 * <p>This class joins the parts: {@link Dispatcher} says what may run, {@link StreamSupervisor} keeps a call open,
 * {@link Acknowledger} sends acks.
 *
 * @param <S> the stream's request
 * @param <E> the stream's response
 * @param <A> the ack request
 * @param <R> the ack response
 */
public final class EventStream<S extends Message, E extends Message, A extends Message, R extends Message> {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final PlatformStream<S, E, A, R> stream;
    private final StreamSettings settings;
    private final EventHandler handler;
    private final Executor workers;
    private final TimeSource time;
    private final Dispatcher dispatcher;
    private final Acknowledger<A, R> acknowledger;
    private final StreamSupervisor<S, E> supervisor;
    private final Future<?> sweeper;
    private volatile @Nullable Instant lastEvent;

    /**
     * A stream that is not started yet.
     *
     * @param stream which one
     * @param settings what is asked of the platform and of this program
     * @param connection the channel for the call and its acks; closed by whoever made it, after the stream
     * @param handler works on the events
     * @param workers runs the handler; should have a thread for each event of the window
     * @param scheduler one thread for all that has to wait; nothing blocks it
     * @param time the clock
     * @throws IllegalArgumentException in one sentence, when the settings do not fit the stream
     */
    public EventStream(
            PlatformStream<S, E, A, R> stream,
            StreamSettings settings,
            Connection connection,
            EventHandler handler,
            Executor workers,
            ScheduledExecutorService scheduler,
            TimeSource time) {
        this.stream = stream;
        this.settings = settings;
        this.handler = handler;
        this.workers = workers;
        this.time = time;
        SubscriptionSettings subscription = settings.subscription();
        this.dispatcher =
                new Dispatcher(subscription.maxInFlight(), settings.ordering(), subscription.ackTimeout(), time);
        this.acknowledger = new Acknowledger<>(stream, connection, scheduler, time);
        this.supervisor = new StreamSupervisor<>(
                new StreamCall.Target<>(stream, stream.request(subscription), connection, this::arrived),
                settings,
                dispatcher,
                scheduler,
                time);
        long sweep = subscription.ackTimeout().toMillis();
        this.sweeper = scheduler.scheduleWithFixedDelay(dispatcher::forgetExpired, sweep, sweep, TimeUnit.MILLISECONDS);
    }

    /** Opens the stream, and opens it again whenever it ends. */
    public void start() {
        supervisor.start();
    }

    /**
     * Ends the intake: running work finishes and is acknowledged, then the call is ended. The platform keeps the rest.
     *
     * @return completes when nothing is in the program any more
     */
    public CompletableFuture<Void> drain() {
        return supervisor.drain();
    }

    /**
     * Ends the call at once; acks that are under way go on as long as the connection is open.
     *
     * @return completes when the call has ended
     */
    public CompletableFuture<Void> stop() {
        sweeper.cancel(false);
        return supervisor.stop();
    }

    /** Ends the call and opens another one at once, as an operator may wish. */
    public void reconnect() {
        supervisor.reconnect();
    }

    /** How many events are in the program, unanswered acks included. */
    public int pending() {
        return dispatcher.figures().inFlight();
    }

    /** All there is to know. */
    public StreamSnapshot snapshot() {
        return supervisor.snapshot(stream.name(), lastEvent, dispatcher.figures());
    }

    /** An event arrived, on the connection's thread. */
    private void arrived(E response) {
        EventFacts facts = stream.read(response);
        lastEvent = time.now();
        boolean comesAgain = settings.subscription().manualAck() && facts.ackRequest() != null;
        long deadline = time.nanos() + settings.subscription().ackTimeout().toNanos();
        Dispatcher.Offered offered = dispatcher.offer(new Delivery(response, facts, deadline, comesAgain));
        InFlight event = offered.event();
        switch (offered.verdict()) {
            case RUN -> run(Objects.requireNonNull(event));
            case ACK_AGAIN -> acknowledge(Objects.requireNonNull(event));
            case QUEUED, FOLDED, REPEATED, SET_ASIDE, CLOSED ->
                LOG.debug("{} {}: {}", facts.type(), facts.id(), offered.verdict());
        }
    }

    private void run(InFlight event) {
        try {
            workers.execute(() -> work(event));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is left to come again: the workers are gone", event.id());
            complete(event);
        }
    }

    private void work(InFlight inFlight) {
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
        acknowledger.acknowledge(() -> dispatcher.latest(event), failure -> {
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

    void resume(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the workers are gone, what is left of an exchange runs on the connection's thread");
            work.run();
        }
    }

    void complete(InFlight event) {
        freed(dispatcher.complete(event));
    }

    private void freed(Dispatcher.Freed freed) {
        InFlight next = freed.next();
        if (next != null) {
            run(next);
        }
        if (freed.slots() > 0) {
            supervisor.slotsFreed();
        }
    }

    /** How long an event may take before the platform delivers it again. */
    public Duration ackTimeout() {
        return settings.subscription().ackTimeout();
    }
}
