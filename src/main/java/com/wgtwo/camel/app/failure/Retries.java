package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.event.EventView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Decides about trying a step again, in the time the platform gives for an event.
 *
 * <p>A try is worth its while only if it and the acknowledgement after it still fit before the ack deadline; later the
 * platform sends the event again by itself, and two runs of one event would meet.
 */
public final class Retries {
    /** The delays of {@code errors.camel.yaml}: from half a second, doubled each time, to five seconds. */
    static final Duration FIRST_DELAY = Duration.ofMillis(500);

    static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    /** Collision avoidance lengthens a delay by up to this part of it. */
    private static final double COLLISION_AVOIDANCE = 0.2;
    /** Left for the acknowledgement. */
    private static final Duration ACK_RESERVE = Duration.ofSeconds(1);
    /** For exchanges without a deadline, which do not come from the stream. */
    private static final int TRIES_WITHOUT_DEADLINE = 5;

    private final Clock clock;
    private final Supplier<Duration> tryTimeout;

    /** @param tryTimeout how long one try may take, at present */
    public Retries(Clock clock, Supplier<Duration> tryTimeout) {
        this.clock = clock;
        this.tryTimeout = tryTimeout;
    }

    /** True for a failure that trying again cannot mend; see {@link FailureKind}. */
    public boolean isPermanent(Exchange exchange) {
        Throwable failure = Causes.of(exchange);
        return failure != null && FailureKind.of(failure) == FailureKind.PERMANENT;
    }

    /** True while a further try still fits before the ack deadline. */
    public boolean isInTime(Exchange exchange) {
        if (isPermanent(exchange)) {
            return false;
        }
        int tries = Optional.ofNullable(exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class))
                .orElse(1);
        Optional<Instant> deadline = new EventView(exchange).deadline();
        if (deadline.isEmpty()) {
            return tries <= TRIES_WITHOUT_DEADLINE;
        }
        Long asked = exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
        Duration delay = asked == null ? longestDelay(tries) : Duration.ofMillis(asked);
        Instant end = clock.instant().plus(delay).plus(tryTimeout.get()).plus(ACK_RESERVE);
        return !end.isAfter(deadline.get());
    }

    /** Makes the next try wait as long as the other side asked for with {@code Retry-After}. */
    public void respectRetryAfter(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        Throwable failure = Causes.of(exchange);
        if (failure == null) {
            return;
        }
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof HttpOperationFailedException answer) {
                retryAfter(answer)
                        .ifPresent(millis -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, millis));
            }
        }
    }

    private OptionalLong retryAfter(HttpOperationFailedException answer) {
        Map<String, String> headers = answer.getResponseHeaders();
        if (headers == null) {
            return OptionalLong.empty();
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After") && header.getValue() != null)
                .map(header -> header.getValue().strip())
                .map(this::millis)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** Seconds or an HTTP date (RFC 9110, 10.2.3); anything else counts as not given. */
    private OptionalLong millis(String value) {
        if (!value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.of(
                    Math.max(1, Duration.ofSeconds(Long.parseLong(value)).toMillis()));
        }
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return OptionalLong.of(
                    Math.max(1, Duration.between(clock.instant(), at).toMillis()));
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }

    private static Duration longestDelay(int tries) {
        double millis = FIRST_DELAY.toMillis() * Math.pow(2, Math.max(0, tries - 1));
        return Duration.ofMillis((long) (Math.min(millis, LONGEST_DELAY.toMillis()) * (1 + COLLISION_AVOIDANCE)));
    }
}
