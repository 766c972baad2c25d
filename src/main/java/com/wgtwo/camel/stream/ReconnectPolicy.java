package com.wgtwo.camel.stream;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long to wait after a stream's end, and what kind of end it was.
 *
 * <p>The platform ends every stream about once an hour and asks clients to come back on any error, but to wait after
 * authentication errors. So: an orderly end of a healthy stream is answered at once, with a jitter of half a second;
 * failures wait up to 1 s, doubling to 1 min; a refused token waits at least 10 s, doubling to 5 min, unless only the
 * kept token had grown stale; a refusal that only a person can mend is tried again after 1 min, doubling to 5 min.
 */
final class ReconnectPolicy {

    /** A stream that lived for this long was healthy: the next failure starts at the shortest wait again. */
    static final Duration HEALTHY = Duration.ofSeconds(5);

    /** A token that was refused while it was new: another one will hardly fare better at once. */
    static final Duration AFTER_NEW_TOKEN = Duration.ofSeconds(10);

    private final Backoff orderly = new Backoff(Duration.ofMillis(500), Duration.ofMillis(500));
    private final Backoff failures = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private final Backoff refusals = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));
    private final Backoff mistakes = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(5));

    /**
     * A decision.
     *
     * @param delay how long to wait
     * @param trouble the kind of end; {@link Trouble#NONE} for an orderly one
     */
    record Wait(Duration delay, Trouble trouble) {}

    /**
     * Decides.
     *
     * @param status how the call ended
     * @param streamed for how long the platform had accepted it; zero when it never had
     * @param discardToken throws the token away and says whether it was fresh; asked only when the token was refused
     */
    Wait after(Status status, Duration streamed, BooleanSupplier discardToken) {
        boolean healthy = streamed.compareTo(HEALTHY) >= 0;
        if (healthy) {
            reset();
        }
        return switch (status.getCode()) {
            case UNAUTHENTICATED ->
                discardToken.getAsBoolean()
                        ? new Wait(atLeast(AFTER_NEW_TOKEN, refusals.next()), Trouble.AUTHENTICATION)
                        : new Wait(failures.next(), Trouble.AUTHENTICATION);
            case PERMISSION_DENIED, INVALID_ARGUMENT, UNIMPLEMENTED, NOT_FOUND, FAILED_PRECONDITION, OUT_OF_RANGE ->
                new Wait(atLeast(Duration.ofSeconds(30), mistakes.next()), Trouble.CONFIGURATION);
            case OK -> healthy ? new Wait(orderly.next(), Trouble.NONE) : new Wait(failures.next(), Trouble.NONE);
            default ->
                healthy && goingAway(status)
                        ? new Wait(orderly.next(), Trouble.NONE)
                        : new Wait(failures.next(), Trouble.NETWORK);
        };
    }

    private void reset() {
        failures.reset();
        refusals.reset();
        mistakes.reset();
    }

    /** The server said goodbye before it closed the connection, as it does once an hour. */
    private static boolean goingAway(Status status) {
        String description = status.getDescription();
        return status.getCode() == Status.Code.UNAVAILABLE && description != null && description.contains("GOAWAY");
    }

    private static Duration atLeast(Duration least, Duration delay) {
        return delay.compareTo(least) < 0 ? least.plus(delay.dividedBy(10)) : delay;
    }
}
