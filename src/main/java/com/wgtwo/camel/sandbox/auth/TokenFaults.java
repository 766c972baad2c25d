package com.wgtwo.camel.sandbox.auth;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What the next requests to the token endpoint meet. Thread safe. */
public final class TokenFaults {

    /** A prepared answer. */
    record Answer(int status, String contentType, String body, Map<String, String> headers) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private long requests;
    private Duration delay = Duration.ZERO;

    /** Answers every request this much later; zero ends it. */
    public synchronized void delay(Duration delay) {
        this.delay = delay;
    }

    /** Answers the next requests with 429 and a Retry-After header in seconds. */
    public void rateLimit(int count, Duration retryAfter) {
        plan(
                count,
                new Answer(
                        429,
                        "application/json",
                        "{\"error\":\"too_many_requests\"}",
                        Map.of("Retry-After", String.valueOf(retryAfter.toSeconds()))));
    }

    /** Answers the next requests with a server error, such as 500 or 503. */
    public void fail(int count, int status) {
        plan(count, new Answer(status, "application/json", "{\"error\":\"server_error\"}", Map.of()));
    }

    /** Answers the next requests with 401 {@code invalid_client}, whatever credentials they carry. */
    public void rejectClient(int count) {
        plan(count, new Answer(401, "application/json", TokenEndpoint.INVALID_CLIENT, Map.of()));
    }

    /** Answers the next requests with 200 and a web page, as a proxy with a login page does. */
    public void html(int count) {
        plan(count, new Answer(200, "text/html", "<!doctype html><title>Sign in</title>", Map.of()));
    }

    /** How many requests for a token there were, whatever the answer. */
    public synchronized long requests() {
        return requests;
    }

    /** Ends the delay and forgets the planned answers. */
    public synchronized void clear() {
        answers.clear();
        delay = Duration.ZERO;
    }

    synchronized Duration delay() {
        return delay;
    }

    synchronized @Nullable Answer next() {
        requests++;
        return answers.poll();
    }

    private synchronized void plan(int count, Answer answer) {
        for (int i = 0; i < count; i++) {
            answers.add(answer);
        }
    }
}
