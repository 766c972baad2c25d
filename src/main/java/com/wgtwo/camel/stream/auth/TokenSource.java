package com.wgtwo.camel.stream.auth;

import com.wgtwo.camel.stream.Backoff;
import com.wgtwo.camel.stream.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the current token and sees to it that there is one.
 *
 * <p>At most one request is under way however many calls ask. A token is renewed ahead of its end while the old one goes
 * on serving; when the renewal fails, the old one serves until its end. After a failure the endpoint is left alone for a
 * while that grows from one second to one minute, or as long as its {@code Retry-After} asks, but no longer than five
 * minutes: after thirty without a stream the platform forgets events. Calls that need a token meanwhile fail at once with
 * the reason. No call ever waits longer than the time-outs of {@link OAuthSettings} together, and for
 * the system's resolver, whose time to find an address is its own.
 *
 * <p>A token that the platform refuses is replaced by the next call, but no more than one in ten seconds is: a platform that
 * refuses them all must not make each call ask for another one.
 */
public final class TokenSource {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration REPLACED_EVERY = Duration.ofSeconds(10);

    private final TokenRequest request;
    private final TimeSource time;
    private final Executor executor;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private @Nullable AccessToken token;
    /** Whether the platform refused the current token. */
    private boolean tokenRefused;
    /** From when on a refused token may be replaced. */
    private long replaceFromNanos;

    private @Nullable CompletableFuture<AccessToken> pending;
    private @Nullable TokenException failure;
    private long notBeforeNanos;

    /**
     * A source; nothing is asked for before the first call needs a token.
     *
     * @param settings the client and its endpoint
     * @param secret the client's secret, asked for before each request, so that it can be exchanged
     * @param time the clock
     * @param executor runs the blocking HTTP requests, one at a time
     */
    public TokenSource(OAuthSettings settings, Supplier<String> secret, TimeSource time, Executor executor) {
        this.request = new TokenRequest(settings, secret, time);
        this.time = time;
        this.executor = executor;
        this.replaceFromNanos = time.nanos();
    }

    /**
     * The token to put on a call.
     *
     * @return completes with the token, or exceptionally with a {@link TokenException}
     */
    synchronized CompletableFuture<AccessToken> current() {
        long now = time.nanos();
        if (tokenRefused && replaceFromNanos - now <= 0) {
            token = null;
            tokenRefused = false;
            replaceFromNanos = now + REPLACED_EVERY.toNanos();
        }
        AccessToken usable = token != null && token.expiresNanos() - now > 0 ? token : null;
        boolean fresh = usable != null && usable.refreshNanos() - now > 0;
        if (!fresh && pending == null && (failure == null || notBeforeNanos - now <= 0)) {
            fetch();
        }
        if (usable != null) {
            return CompletableFuture.completedFuture(usable);
        }
        if (pending != null) {
            return pending;
        }
        return CompletableFuture.failedFuture(
                failure != null ? failure : new TokenException("no token could be asked for", false, null, null));
    }

    /**
     * Has a token replaced, because the platform refused it. Several calls may have had it: once it is replaced, the others'
     * refusals say nothing about the new one.
     *
     * @param refused the token; null for a call that got none
     * @return whether it was a fresh one, at most a minute old and not replaced yet, so that another one will hardly fare
     *     better
     */
    synchronized boolean discard(@Nullable AccessToken refused) {
        if (refused == null) {
            return true;
        }
        if (token != null && token != refused) {
            return false;
        }
        tokenRefused = token != null;
        return time.nanos() - refused.obtainedNanos() < FRESH.toNanos();
    }

    private void fetch() {
        CompletableFuture<AccessToken> answer = new CompletableFuture<>();
        pending = answer;
        try {
            executor.execute(() -> run(answer));
        } catch (RejectedExecutionException e) {
            failed(answer, new TokenException("no token is asked for any more: stopping", false, null, e));
        } catch (OutOfMemoryError e) {
            failed(answer, new TokenException("no token can be asked for: " + e.getMessage(), false, null, e));
        }
    }

    private void run(CompletableFuture<AccessToken> answer) {
        try {
            AccessToken fetched = request.send();
            synchronized (this) {
                token = fetched;
                tokenRefused = false;
                failure = null;
                pending = null;
                backoff.reset();
            }
            answer.complete(fetched);
        } catch (TokenException e) {
            failed(answer, e);
        } catch (RuntimeException | Error e) {
            // Whatever a library throws: a call that waits for the token must get an answer.
            failed(answer, new TokenException("token request failed: " + e, false, null, e));
        }
    }

    private void failed(CompletableFuture<AccessToken> answer, TokenException reason) {
        synchronized (this) {
            failure = reason;
            pending = null;
            notBeforeNanos = time.nanos() + pause(reason.retryAfter()).toNanos();
        }
        answer.completeExceptionally(reason);
    }

    private Duration pause(@Nullable Duration asked) {
        Duration own = backoff.next();
        if (asked == null || asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }
}
