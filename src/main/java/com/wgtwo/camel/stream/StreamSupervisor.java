package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import com.wgtwo.camel.stream.EngineMemory.Absence;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a call open: the state machine {@code CONNECTING → STREAMING → WAITING → CONNECTING …}, with
 * {@code DRAINING → STOPPED} as the way out.
 *
 * <p>Every transition runs on the one thread of the scheduler, which is the only writer of the state.
 *
 * @param <S> the stream's request
 * @param <E> the stream's response
 */
final class StreamSupervisor<S extends Message, E extends Message> implements StreamCall.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSupervisor.class);

    /** A refusal comes back within a round trip; a call that was not refused for this long counts as accepted. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** After this long without a stream, events may have fallen out of the platform's history. */
    private static final Duration HISTORY = Duration.ofMinutes(30);

    private final StreamCall.Target<S, E> target;
    private final EngineSettings settings;
    private final Dispatcher dispatcher;
    private final ScheduledExecutorService scheduler;
    private final TimeSource time;
    private final EngineMemory memory;
    private final ReconnectPolicy policy = new ReconnectPolicy();
    private final String name;

    /** Always the same object, so that it can be taken back. */
    private final Runnable certificateListener = () -> onScheduler(this::certificatesChanged);

    private volatile StreamStatus status;
    private volatile @Nullable StreamCall<S, E> call;
    private @Nullable ScheduledFuture<?> attempt;
    private @Nullable ScheduledFuture<?> renewal;
    private @Nullable CompletableFuture<Void> draining;
    private volatile boolean renewing;
    private boolean reconnecting;
    private boolean stopping;
    private boolean resuming;
    private boolean connectionLost;
    private long streamingSinceNanos;

    StreamSupervisor(
            String label,
            StreamCall.Target<S, E> target,
            EngineSettings settings,
            Dispatcher dispatcher,
            ScheduledExecutorService scheduler,
            TimeSource time,
            EngineMemory memory) {
        this.target = target;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.scheduler = scheduler;
        this.time = time;
        this.memory = memory;
        this.name = label + "@" + host();
        this.status = StreamStatus.stopped(time.now());
    }

    private String host() {
        return target.access().target();
    }

    void start() {
        onScheduler(this::openAgain);
    }

    private void openAgain() {
        if (status.state() == StreamState.STOPPED) {
            stopping = false;
            target.access().addCertificateListener(certificateListener);
            open();
        }
    }

    CompletableFuture<Void> drain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        onScheduler(() -> {
            leave();
            CompletableFuture<Void> before = draining;
            if (before != null) {
                before.thenAccept(drained::complete);
                // What it waited for may have been given back to the platform meanwhile.
                endWhenIdle();
                return;
            }
            draining = drained;
            status = status.with(StreamState.DRAINING, time.now());
            LOG.info("Stream {}: takes no more events, {} in work", name, dispatcher.inUse(target.origin()));
            endWhenIdle();
        });
        return drained;
    }

    /**
     * Opens a stream that was drained or stopped, once it has ended; a later drain or stop takes that back. While nothing is
     * taken in it stays as it is: its events would be passed over, and come after newer ones.
     */
    void resume() {
        onScheduler(() -> {
            if (dispatcher.isClosed()) {
                LOG.warn("Stream {}: stays as it is while its route is suspended; resume the route instead", name);
            } else if (draining == null) {
                openAgain();
            } else {
                resuming = true;
            }
        });
    }

    CompletableFuture<Void> stop() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        onScheduler(() -> {
            CompletableFuture<Void> before = draining;
            draining = ended;
            if (before != null) {
                ended.thenAccept(before::complete);
            }
            stopping = true;
            leave();
            finish("stopping");
        });
        return ended;
    }

    void reconnect() {
        onScheduler(() -> {
            StreamCall<S, E> current = call;
            if (current != null) {
                reconnecting = true;
                current.cancel("reconnect was asked for");
            } else if (status.state() == StreamState.WAITING) {
                cancel(attempt);
                open();
            }
        });
    }

    /** Whoever exchanged them watches whether that helped, and a wait may take a minute. */
    private void certificatesChanged() {
        if (status.state() == StreamState.WAITING && connectionLost) {
            cancel(attempt);
            open();
        }
    }

    /** The program has room again. */
    void slotsFreed() {
        StreamCall<S, E> current = call;
        if (current != null) {
            current.askForMore();
        }
        if ((renewing || status.state() == StreamState.DRAINING) && isIdle()) {
            onScheduler(this::endWhenIdle);
        }
    }

    StreamSnapshot snapshot(SubscriptionSpec spec, @Nullable Instant lastEvent, Figures figures) {
        return status.snapshot(spec, lastEvent, figures);
    }

    /** Nothing of this subscription is in the program. */
    private boolean isIdle() {
        return dispatcher.inUse(target.origin()) == 0;
    }

    /** On the way out: nothing is opened any more, and the time away begins. */
    private void leave() {
        resuming = false;
        renewing = false;
        reconnecting = false;
        target.access().removeCertificateListener(certificateListener);
        cancel(attempt);
        attempt = null;
        if (status.state() == StreamState.STREAMING) {
            away(call);
        }
        dispatcher.close(target.origin());
        takeNoMore();
    }

    /**
     * The time without a stream begins. After a call that ended soon and brought nothing it goes on: something in between,
     * such as a proxy whose platform is away, may take calls and end them.
     */
    private void away(@Nullable StreamCall<?, ?> last) {
        if (memory.absence(name) == null
                || (last != null && last.hasBroughtEvents())
                || streamed().compareTo(ReconnectPolicy.HEALTHY) >= 0) {
            memory.absent(name, new Absence(time.now(), false));
        }
    }

    private Duration streamed() {
        return Duration.ofNanos(time.nanos() - streamingSinceNanos);
    }

    private void open() {
        attempt = null;
        if (memory.absence(name) == null) {
            // A program that starts while the platform is away does not know for how long it has been.
            memory.absent(name, new Absence(time.now(), false));
        }
        status = status.connecting(time.now());
        dispatcher.open(target.origin());
        if (connectionLost) {
            target.access().retryNow();
        }
        StreamCall<S, E> next = new StreamCall<>(target, dispatcher, this);
        call = next;
        next.open();
    }

    @Override
    public void sent(StreamCall<?, ?> sent) {
        schedule(() -> settled(sent), SETTLED);
    }

    @Override
    public void accepted(StreamCall<?, ?> accepted) {
        onScheduler(() -> settled(accepted));
    }

    private void settled(StreamCall<?, ?> accepted) {
        if (call != accepted || status.state() != StreamState.CONNECTING) {
            return;
        }
        streamingSinceNanos = time.nanos();
        dispatcher.expectAgain(target.origin());
        Instant now = time.now();
        Absence away = Objects.requireNonNull(memory.absence(name), "no call was opened");
        boolean loss = !away.told() && Duration.between(away.since(), now).compareTo(HISTORY) > 0;
        status = status.streaming(now, loss);
        if (loss) {
            memory.absent(name, new Absence(away.since(), true));
            LOG.error(
                    "Stream {}: was away since {}, longer than the {} min the platform keeps events; some may be lost",
                    name,
                    away.since(),
                    HISTORY.toMinutes());
        }
        LOG.info("Stream {}: streaming", name);
        scheduleRenewal();
    }

    private void scheduleRenewal() {
        Duration age = settings.maxStreamAge();
        if (!age.isZero()) {
            renewal = schedule(this::renew, age);
        }
    }

    private void renew() {
        if (status.state() != StreamState.STREAMING) {
            return;
        }
        LOG.info(
                "Stream {}: is renewed after {} min",
                name,
                settings.maxStreamAge().toMinutes());
        renewing = true;
        takeNoMore();
        schedule(
                () -> {
                    if (renewing) {
                        finish("renewal");
                    }
                },
                settings.ackTimeout());
        endWhenIdle();
    }

    private void takeNoMore() {
        StreamCall<S, E> current = call;
        if (current != null) {
            current.takeNoMore();
        }
    }

    /** Asked for by each thread that sees the last event leave, so that it may be over already. */
    private void endWhenIdle() {
        if ((renewing || status.state() == StreamState.DRAINING) && isIdle()) {
            finish(renewing ? "renewal" : "drained");
        }
    }

    private void finish(String why) {
        cancel(attempt);
        cancel(renewal);
        StreamCall<S, E> current = call;
        if (current != null) {
            current.cancel(why);
        } else {
            stopped();
        }
    }

    @Override
    public void ended(StreamCall<?, ?> ended, Status end) {
        onScheduler(() -> closed(ended, end));
    }

    private void closed(StreamCall<?, ?> ended, Status end) {
        if (call != ended) {
            return;
        }
        call = null;
        cancel(renewal);
        boolean streamed = status.state() == StreamState.STREAMING;
        if (streamed) {
            away(ended);
        }
        boolean wanted = renewing || reconnecting;
        renewing = false;
        reconnecting = false;
        if (wanted && draining == null && !stopping) {
            open();
        } else if (draining != null || stopping) {
            stopped();
        } else if (status.state() != StreamState.STOPPED) {
            retry(end, streamed ? streamed() : Duration.ZERO, ended::discardToken);
        }
    }

    private void retry(Status end, Duration streamed, BooleanSupplier discardToken) {
        ReconnectPolicy.Wait wait = policy.after(end, streamed, discardToken);
        // Other streams may share the connection, so it is left alone unless it is what failed.
        connectionLost = end.getCode() == Status.Code.UNAVAILABLE;
        String sentence = StatusText.explain(end, host());
        Instant next = time.now().plus(wait.delay());
        status = status.waiting(time.now(), wait.trouble(), sentence, next);
        if (wait.trouble() == Trouble.NONE) {
            LOG.info("Stream {}: {}; opened again in {}", name, sentence, StatusText.seconds(wait.delay()));
        } else {
            LOG.warn("Stream {}: {}; tried again in {}", name, sentence, StatusText.seconds(wait.delay()));
        }
        attempt = schedule(this::open, wait.delay());
    }

    private void stopped() {
        // Work that still runs without a call keeps its acks; the way out is complete once it is through.
        if (draining != null && !stopping && !isIdle()) {
            return;
        }
        status = status.ended(time.now());
        CompletableFuture<Void> drained = draining;
        draining = null;
        if (drained != null) {
            drained.complete(null);
        }
        if (resuming) {
            resuming = false;
            openAgain();
        }
    }

    private void onScheduler(Runnable step) {
        try {
            scheduler.execute(() -> guarded(step));
        } catch (RejectedExecutionException e) {
            LOG.debug("Stream {}: the scheduler is gone", name);
        }
    }

    private @Nullable ScheduledFuture<?> schedule(Runnable step, Duration delay) {
        try {
            return scheduler.schedule(() -> guarded(step), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stream {}: the scheduler is gone", name);
            return null;
        }
    }

    /** A step that throws would end the stream for good, which nothing may. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Stream {}: an unexpected failure; the stream is opened again", name, e);
            StreamCall<S, E> orphan = call;
            if (status.state() == StreamState.STREAMING) {
                away(orphan);
            }
            call = null;
            renewing = false;
            reconnecting = false;
            if (!stopping && draining == null) {
                retry(Status.INTERNAL.withDescription(e.toString()), Duration.ZERO, () -> false);
            }
            abandon(orphan);
        }
    }

    /** It would hold events at the platform beside the next one. */
    private void abandon(@Nullable StreamCall<S, E> orphan) {
        try {
            if (orphan != null) {
                orphan.cancel("unexpected failure");
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("Stream {}: the call that failed cannot be ended", name, e);
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
