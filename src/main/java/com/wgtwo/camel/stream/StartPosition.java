package com.wgtwo.camel.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream starts when the platform holds no position for the subscription; a held position always wins.
 *
 * <p>The platform keeps about 30 minutes of history, so no start position reaches back further.
 */
public sealed interface StartPosition {

    /** The oldest event the platform still has. */
    record Oldest() implements StartPosition {}

    /** Only events that happen from now on. */
    record New() implements StartPosition {}

    /** The last event the platform received before the subscription, then those after it (v0 only). */
    record Last() implements StartPosition {}

    /**
     * The event of a number.
     *
     * @param number a sequence number for v0, where 0 is the oldest event, an event id for v1
     */
    record Sequence(long number) implements StartPosition {}

    /**
     * The first event at or after a moment.
     *
     * @param instant the moment
     */
    record Timestamp(Instant instant) implements StartPosition {}

    /**
     * The first event not older than a span (v0 only).
     *
     * @param age the span, not negative
     */
    record Delta(Duration age) implements StartPosition {}

    /** What {@link #parse} accepts, for the sentences that refuse something else. */
    String FORMS = "oldest, new, last, sequence:N, timestamp:RFC3339 or delta:10m";

    /**
     * Reads a start position.
     *
     * @param text one of {@value #FORMS}; {@code id:N} means the same as {@code sequence:N}
     * @throws IllegalArgumentException in one sentence, when the text is none of them
     */
    static StartPosition parse(String text) {
        String value = text.trim();
        int colon = value.indexOf(':');
        String kind = (colon < 0 ? value : value.substring(0, colon)).toLowerCase(Locale.ROOT);
        String argument = colon < 0 ? "" : value.substring(colon + 1).trim();
        try {
            return switch (kind) {
                case "oldest" -> bare(argument, new Oldest());
                case "new" -> bare(argument, new New());
                case "last" -> bare(argument, new Last());
                case "sequence", "id" -> new Sequence(Long.parseUnsignedLong(argument));
                case "timestamp" -> new Timestamp(Instant.parse(argument));
                case "delta" -> new Delta(span(argument));
                default -> throw new IllegalArgumentException(kind);
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException("start position '" + text + "' is not one of " + FORMS, e);
        }
    }

    private static StartPosition bare(String argument, StartPosition position) {
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException(argument);
        }
        return position;
    }

    private static Duration span(String text) {
        Matcher matcher =
                Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?").matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3));
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
