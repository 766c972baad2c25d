package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.data.Erasure;
import com.wgtwo.camel.app.data.KeptLetter;
import com.wgtwo.camel.app.data.KeptLetter.Content;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoComponent;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.component.WgtwoConsumer;
import com.wgtwo.camel.stream.json.EventJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs dead letters again, through the route that gave them up.
 *
 * <p>A letter is deleted only after its route succeeded, and kept with the new cause when it failed. No letter runs
 * twice at once, whatever number of processes share the database. An event whose subscriber has revoked consent is
 * erased and not run. There is nothing to acknowledge: the platform has forgotten the event when it was kept.
 */
public final class Replays {
    /** A process that was not heard of for so long is taken to have ended; its replays are free again. */
    public static final Duration STALE = Duration.ofMinutes(2);

    private static final Outcome INTERRUPTED = new Outcome(End.FAILED, "it was interrupted");
    private static final Outcome BROKEN_OFF = new Outcome(End.BROKEN_OFF, "the program ended before it did");

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final CamelContext context;
    private final KeptLetters letters;
    private final Predicate revoked;
    private final IdempotentRepository doneOnce;
    private final Supplier<Duration> ackTimeout;
    private final Clock clock;
    private final String process;
    private final Set<Key> running = ConcurrentHashMap.newKeySet();

    /**
     * @param revoked true for an event made before its consent was taken back
     * @param doneOnce what the routes remember as done, under their id and that of the event
     * @param ackTimeout a replay is tried again within this time, as a delivery is, at present
     * @param process tells this process from all others
     */
    public Replays(
            CamelContext context,
            KeptLetters letters,
            Predicate revoked,
            IdempotentRepository doneOnce,
            Supplier<Duration> ackTimeout,
            Clock clock,
            String process) {
        this.context = context;
        this.letters = letters;
        this.revoked = revoked;
        this.doneOnce = doneOnce;
        this.ackTimeout = ackTimeout;
        this.clock = clock;
        this.process = process;
    }

    /** How a replay ended. */
    public enum End {
        /** The route succeeded, and the letter is deleted. */
        DELIVERED,
        /** It failed again; the letter is kept, or a route below it has made one of its own. */
        FAILED,
        /** The program ended before the route did: the letter is kept as it was, and its replay stays asked for. */
        BROKEN_OFF,
        /** Consent was revoked; the letter is deleted and nobody got the event. */
        ERASED,
        /** Another replay of the letter is under way. */
        BUSY,
        /** There is no such letter any more. */
        GONE
    }

    /**
     * The outcome of a replay.
     *
     * @param end how it ended
     * @param cause why it did not succeed, without private content; empty when it did
     */
    public record Outcome(End end, String cause) {}

    /** Runs a letter again, now and on this thread. */
    public Outcome replay(KeptLetter letter) {
        Key key = letter.key();
        if (isEnding()) {
            return new Outcome(End.BUSY, "the program is ending");
        }
        if (!running.add(key)) {
            return new Outcome(End.BUSY, "it is being replayed");
        }
        try {
            Instant now = clock.instant();
            if (!letters.take(letter, process, now, now.minus(STALE))) {
                return letters.exists(key)
                        ? new Outcome(End.BUSY, "another process replays it, or has done so")
                        : new Outcome(End.GONE, "");
            }
            return taken(letter);
        } finally {
            running.remove(key);
        }
    }

    private Outcome taken(KeptLetter letter) {
        Outcome outcome = INTERRUPTED;
        try {
            Optional<Content> content = letters.content(letter.key());
            outcome = content.isEmpty() ? new Outcome(End.GONE, "") : run(letter, content.get());
        } catch (Exception e) {
            outcome = isEnding() ? BROKEN_OFF : new Outcome(End.FAILED, FailureText.of(e));
        } finally {
            if (outcome.end() == End.FAILED) {
                letters.putBack(letter.key());
            } else if (outcome.end() == End.BROKEN_OFF) {
                release(letter.key());
            }
        }
        log(letter, outcome);
        return outcome;
    }

    private void release(Key key) {
        // An interrupted thread gets no connection.
        boolean interrupted = Thread.interrupted();
        try {
            letters.release(key);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isEnding() {
        return context.isStopping() || context.isStopped();
    }

    private Outcome run(KeptLetter letter, Content content) throws Exception {
        Route route = context.getRoute(letter.route());
        if (route == null
                || !context.getRouteController().getRouteStatus(letter.route()).isStarted()) {
            return new Outcome(End.FAILED, "there is no route " + letter.route() + " that runs");
        }
        Exchange exchange = exchange(letter, content, route);
        if (revoked.matches(exchange)) {
            letters.done(letter.key(), Erasure.REVOKED);
            return new Outcome(End.ERASED, "consent was revoked");
        }
        // What the route itself remembers as through, because the event was given up and not repeated.
        String done = letter.route() + " " + letter.id();
        doneOnce.remove(done);
        if (doneOnce.contains(done)) {
            return new Outcome(End.FAILED, "it counts as done and cannot be taken back");
        }
        Replay replay = Replay.on(exchange);
        CompletableFuture<@Nullable Exception> end = new CompletableFuture<>();
        PluginHelper.getAsyncProcessorAwaitManager(context)
                .process(noting(end, AsyncProcessorConverterHelper.convert(route.getProcessor())), exchange);
        if (!end.isDone()) {
            return isEnding() ? BROKEN_OFF : INTERRUPTED;
        }
        return ended(letter, end.join(), replay.causes());
    }

    /**
     * Notes what the route failed with when it ends, null for nothing. A stop ends the waiting, and not the route, and puts
     * an exception of its own into the exchange: what that says afterwards is not the outcome.
     */
    private static AsyncProcessor noting(CompletableFuture<@Nullable Exception> end, AsyncProcessor processor) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return processor.process(exchange, sync -> {
                    end.complete(exchange.getException());
                    callback.done(sync);
                });
            }
        };
    }

    private Exchange exchange(KeptLetter letter, Content content, Route route) {
        EventMessage event = EventMessage.of(
                context.getComponent("wgtwo", WgtwoComponent.class).stream(letter.stream()),
                letter.region(),
                content.event());
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
        event.fill(exchange, letter.attempts() + 1, clock.instant().plus(ackTimeout.get()));
        exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, letter.id());
        exchange.getMessage().setHeader(WgtwoConstants.REPLAYED, true);
        if (!(route.getConsumer() instanceof WgtwoConsumer)) {
            // Routes behind the stream's get the event in this form.
            exchange.getMessage().setBody(EventJson.print(event.message()));
        }
        return exchange;
    }

    private Outcome ended(KeptLetter letter, @Nullable Exception failure, Map<String, String> causes) {
        String own = causes.get(letter.route());
        if (own != null) {
            return new Outcome(End.FAILED, own);
        }
        if (failure != null) {
            if (isEnding() && isBrokenOff(failure)) {
                return BROKEN_OFF;
            }
            String cause = FailureText.of(failure);
            letters.failedAgain(letter.key(), cause, letter.attempts() + 1, clock.instant());
            return new Outcome(End.FAILED, cause);
        }
        boolean kept = letters.done(letter.key(), Erasure.REPLAYED);
        if (!causes.isEmpty()) {
            return new Outcome(End.FAILED, "it is now a dead letter of " + String.join(", ", causes.keySet()));
        }
        return kept ? new Outcome(End.DELIVERED, "") : new Outcome(End.ERASED, "consent was revoked");
    }

    /** What a forced stop makes of a try that waits for its time, or for another thread. */
    private static boolean isBrokenOff(Exception failure) {
        return Causes.of(failure).stream()
                .anyMatch(
                        cause -> cause instanceof RejectedExecutionException || cause instanceof InterruptedException);
    }

    private static void log(KeptLetter letter, Outcome outcome) {
        switch (outcome.end()) {
            case DELIVERED ->
                LOG.info("Replay of {} {} through {}: delivered.", letter.type(), letter.id(), letter.route());
            case FAILED ->
                LOG.warn(
                        "Replay of {} {} through {} failed: {}.",
                        letter.type(),
                        letter.id(),
                        letter.route(),
                        outcome.cause());
            default ->
                LOG.info(
                        "Replay of {} {} through {}: not run, {}.",
                        letter.type(),
                        letter.id(),
                        letter.route(),
                        outcome.cause().isEmpty() ? "the letter is gone" : outcome.cause());
        }
    }

    /** Tells the other processes that this one is still at what it took. */
    public void heartbeat() {
        if (!running.isEmpty()) {
            letters.stillAt(process, clock.instant());
        }
    }
}
