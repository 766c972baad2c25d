package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends acks and sees to it that they arrive.
 *
 * <p>A call that fails in passing, gets no answer, or is answered by a failure is repeated with a growing wait until the
 * event's ack timeout is over, always with the newest ack handle and over whatever connection there is then. No thread
 * waits meanwhile. A token that is refused is replaced at once; when the new one is refused too, the next try waits 10 s, as
 * the platform asks of its clients.
 *
 * @param <A> the ack request
 * @param <R> the ack response
 */
final class Acknowledger<A extends Message, R extends Message> {

    /** An ack is a small unary call; one that took longer than this got lost. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    /** Even an ack that is late already is sent, and given this long: the platform may still take it. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);

    private final PlatformStream<?, ?, A, R> stream;
    private final PlatformAccess access;
    private final ScheduledExecutorService scheduler;
    private final TimeSource time;

    /** What ends the wait of each ack that waits for its next try. */
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    Acknowledger(
            PlatformStream<?, ?, A, R> stream,
            PlatformAccess access,
            ScheduledExecutorService scheduler,
            TimeSource time) {
        this.stream = stream;
        this.access = access;
        this.scheduler = scheduler;
        this.time = time;
    }

    /**
     * Acknowledges an event.
     *
     * @param latest gives the event's newest delivery at each attempt
     * @param result told once: null when the platform took the ack or none is due, else why it did not; on a thread of the
     *     connection, of the scheduler or of the caller, so it must not block
     */
    void acknowledge(Supplier<Delivery> latest, Consumer<@Nullable AckException> result) {
        new Ack(latest, result).attempt();
    }

    /** Answers the acks that wait for their next try; to be called when the scheduler is shut down. */
    void abandon() {
        waiting.forEach(this::end);
    }

    private void end(Runnable wait) {
        if (waiting.remove(wait)) {
            wait.run();
        }
    }

    private AckException givenUp(Delivery delivery, Status failure) {
        return new AckException("ack of event " + delivery.facts().id() + " was not taken: "
                + StatusText.explainAck(failure, access.target()));
    }

    private static boolean passing(Status failure) {
        return switch (failure.getCode()) {
            case INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED, UNIMPLEMENTED, FAILED_PRECONDITION, OUT_OF_RANGE ->
                false;
            default -> true;
        };
    }

    /** One call; {@code answer} is told null for success. */
    private void call(Message request, CallOptions options, Consumer<@Nullable Status> answer) {
        @SuppressWarnings("unchecked") // it was built by the same stream
        A ack = (A) request;
        ClientCall<A, R> call = access.channel().newCall(stream.ackMethod(), options);
        call.start(
                new ClientCall.Listener<>() {
                    private @Nullable R response;

                    @Override
                    public void onMessage(R message) {
                        response = message;
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answer.accept(judge(status, response));
                    }
                },
                new Metadata());
        call.sendMessage(ack);
        call.halfClose();
        call.request(2);
    }

    private @Nullable Status judge(Status status, @Nullable R response) {
        if (!status.isOk()) {
            return status;
        }
        if (response == null) {
            return Status.UNKNOWN.withDescription("the answer to the ack was empty");
        }
        try {
            return stream.acknowledged(response)
                    ? null
                    : Status.UNKNOWN.withDescription("the answer to the ack says that it failed");
        } catch (RuntimeException | Error e) {
            // The ack would never be answered.
            return Status.INTERNAL.withDescription("the answer to the ack cannot be judged: " + e);
        }
    }

    /** One ack with its tries. */
    private final class Ack {
        private final Supplier<Delivery> latest;
        private final Consumer<@Nullable AckException> result;
        private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        private final AtomicBoolean told = new AtomicBoolean();
        private boolean tokenRefused;

        private Ack(Supplier<Delivery> latest, Consumer<@Nullable AckException> result) {
            this.latest = latest;
            this.result = result;
        }

        /** Once: a call that fails while it is sent fails in two ways. */
        private void tell(@Nullable AckException outcome) {
            if (told.compareAndSet(false, true)) {
                result.accept(outcome);
            }
        }

        private void attempt() {
            Delivery delivery = latest.get();
            Message request = delivery.facts().ackRequest();
            if (request == null) {
                tell(null);
            } else {
                access.execute(() -> send(delivery, request));
            }
        }

        private void send(Delivery delivery, Message request) {
            try {
                Duration left = time.until(delivery.deadlineNanos());
                Duration limit = left.compareTo(SHORTEST_CALL) < 0
                        ? SHORTEST_CALL
                        : left.compareTo(LONGEST_CALL) > 0 ? LONGEST_CALL : left;
                CallOptions options = access.callOptions().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
                call(request, options, failure -> {
                    if (failure == null) {
                        tell(null);
                    } else {
                        again(failure, options);
                    }
                });
            } catch (RuntimeException | Error e) {
                // The ack would never be answered.
                tell(givenUp(delivery, Status.INTERNAL.withDescription(e.toString())));
            }
        }

        private void again(Status failure, CallOptions options) {
            if (told.get()) {
                return;
            }
            Delivery delivery = latest.get();
            Duration wait = backoff.next();
            if (failure.getCode() == Status.Code.UNAUTHENTICATED && access.hasSentToken(options)) {
                boolean fresh = access.discardToken(options);
                if (fresh && tokenRefused) {
                    wait = ReconnectPolicy.AFTER_NEW_TOKEN;
                }
                tokenRefused = true;
            }
            if (!passing(failure) || time.until(delivery.deadlineNanos()).compareTo(wait) <= 0) {
                tell(givenUp(delivery, failure));
                return;
            }
            Runnable end = () -> tell(givenUp(latest.get(), failure));
            waiting.add(end);
            try {
                scheduler.schedule(
                        () -> {
                            if (waiting.remove(end)) {
                                attempt();
                            }
                        },
                        wait.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                end(end);
            }
        }
    }
}
