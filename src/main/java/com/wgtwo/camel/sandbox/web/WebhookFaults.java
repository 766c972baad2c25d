package com.wgtwo.camel.sandbox.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** How the webhook catcher treats its callers, per hook. Thread safe. */
public final class WebhookFaults {

    /** What one request is answered with; status 0 leaves it open, a negative one closes the connection. */
    record Treatment(int status, Map<String, String> headers, Duration delay) {}

    /** The behaviour of one hook. */
    public static final class Hook {
        private final Queue<Treatment> next = new ArrayDeque<>();
        private int usual = 200;
        private Duration delay = Duration.ZERO;
        private boolean hanging;

        /** Answers every request with this status; 200 is the usual one. */
        public synchronized Hook answer(int status) {
            usual = status;
            return this;
        }

        /** Answers the next requests with this status. */
        public Hook answerNext(int count, int status) {
            return plan(count, status, Map.of());
        }

        /** Answers the next requests with this status and a Retry-After header in seconds. */
        public Hook answerNext(int count, int status, Duration retryAfter) {
            return plan(count, status, Map.of("Retry-After", String.valueOf(retryAfter.toSeconds())));
        }

        /** Closes the connection of the next requests without an answer. */
        public Hook dropNext(int count) {
            return plan(count, -1, Map.of());
        }

        /** Answers every request this much later; zero ends it. */
        public synchronized Hook delay(Duration newDelay) {
            delay = newDelay;
            return this;
        }

        /** Leaves every request without an answer while true; those left open are closed when the sandbox is. */
        public synchronized Hook hang(boolean hang) {
            hanging = hang;
            return this;
        }

        private synchronized Hook plan(int count, int status, Map<String, String> headers) {
            for (int i = 0; i < count; i++) {
                next.add(new Treatment(status, headers, Duration.ZERO));
            }
            return this;
        }

        synchronized Treatment treat() {
            if (hanging) {
                return new Treatment(0, Map.of(), Duration.ZERO);
            }
            Treatment planned = next.poll();
            return planned == null
                    ? new Treatment(usual, Map.of(), delay)
                    : new Treatment(planned.status(), planned.headers(), delay);
        }
    }

    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();

    /** The behaviour of {@code /hook/<name>}. */
    public Hook hook(String name) {
        return hooks.computeIfAbsent(name, absent -> new Hook());
    }

    /** Lets every hook answer 200 at once again. */
    public void clear() {
        hooks.clear();
    }
}
