package com.wgtwo.camel.component.metrics;

import com.wgtwo.camel.stream.Durations;
import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.StreamState;
import com.wgtwo.camel.stream.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures of streams as Prometheus gets them, all read from the one snapshot of an engine. Each has the labels
 * {@code route}, the route that subscribes, {@code stream} and {@code region}.
 */
public enum StreamMetric {
    STREAMING(
            "wgtwo_stream_up",
            Type.GAUGE,
            "1 while the platform has accepted the stream, otherwise 0",
            (stream, now) -> stream.state() == StreamState.STREAMING ? 1 : 0),
    STATE_AGE(
            "wgtwo_stream_state_seconds",
            Type.GAUGE,
            "how long the stream has been in its present state",
            (stream, now) -> seconds(stream.since(), now)),
    REFUSED(
            "wgtwo_stream_refused",
            Type.GAUGE,
            "1 while the stream is refused for what waiting does not mend (a right, an argument, the token), otherwise"
                    + " 0",
            (stream, now) ->
                    stream.trouble() == Trouble.CONFIGURATION || stream.trouble() == Trouble.AUTHENTICATION ? 1 : 0),
    CONNECTS(
            "wgtwo_stream_connects",
            Type.COUNTER,
            "how often the stream was opened; the platform ends each about once an hour",
            (stream, now) -> stream.connects()),
    POSSIBLE_LOSSES(
            "wgtwo_stream_possible_losses",
            Type.COUNTER,
            "how often the stream was away for longer than the platform keeps events (30 minutes)",
            (stream, now) -> stream.possibleLosses()),
    SILENCE(
            "wgtwo_stream_last_event_seconds",
            Type.GAUGE,
            "how long ago the last event arrived; NaN before the first",
            (stream, now) -> seconds(stream.lastEvent(), now)),
    RECEIVED(
            "wgtwo_events_received", Type.COUNTER, "deliveries that arrived, redeliveries included", Figures::received),
    REDELIVERED(
            "wgtwo_events_redelivered",
            Type.COUNTER,
            "deliveries the platform marked as redelivered",
            Figures::redelivered),
    FOLDED(
            "wgtwo_events_folded",
            Type.COUNTER,
            "deliveries of an event that was in the program already",
            Figures::folded),
    ACKED_AGAIN(
            "wgtwo_events_acked_again",
            Type.COUNTER,
            "deliveries of an event whose work was done already",
            Figures::ackedAgain),
    SUCCEEDED("wgtwo_events_succeeded", Type.COUNTER, "events whose work ended with an ack", Figures::succeeded),
    FAILED("wgtwo_events_failed", Type.COUNTER, "events whose work ended without one", Figures::failed),
    GIVEN_UP(
            "wgtwo_events_dead_lettered",
            Type.COUNTER,
            "events whose work failed for good, and which are kept as dead letters",
            Figures::givenUp),
    LATE(
            "wgtwo_events_late",
            Type.COUNTER,
            "events not started because their ack deadline had passed while they waited",
            Figures::late),
    OVERRAN(
            "wgtwo_events_overran",
            Type.COUNTER,
            "events whose work took longer than the ack timeout",
            Figures::overran),
    SET_ASIDE(
            "wgtwo_events_set_aside",
            Type.COUNTER,
            "events left to come again in order, because an older one of their subscriber has to",
            Figures::setAside),
    ACKED("wgtwo_acks", Type.COUNTER, "acks the platform accepted", Figures::acked),
    ACK_FAILED("wgtwo_acks_failed", Type.COUNTER, "acks given up", Figures::ackFailed),
    IN_FLIGHT(
            "wgtwo_events_in_flight", Type.GAUGE, "events in the program, unanswered acks included", Figures::inFlight),
    QUEUED(
            "wgtwo_events_queued",
            Type.GAUGE,
            "of these, events that wait for another one of their subscriber",
            Figures::queued),
    OWED("wgtwo_events_owed", Type.GAUGE, "events that failed or were set aside and are expected again", Figures::owed),
    OLDEST(
            "wgtwo_events_oldest_seconds",
            Type.GAUGE,
            "how long the oldest event in the program has been there unacknowledged; 0 when there is none",
            figures -> figures.oldestAge().toMillis() / 1000.0),
    WORKED(
            "wgtwo_event_work_seconds",
            "from the arrival of an event to the end of its work, well or not; waiting for another one of its"
                    + " subscriber included",
            Figures::worked),
    ACKNOWLEDGED(
            "wgtwo_event_ack_seconds",
            "from the arrival of an event to the platform's yes to its ack",
            Figures::acknowledged);

    /** What kind of figure it is. */
    public enum Type {
        /** It only grows. */
        COUNTER,
        /** It goes up and down. */
        GAUGE,
        /** How many there were of each duration. */
        HISTOGRAM
    }

    /** Reads a figure out of those that are counted. */
    @FunctionalInterface
    private interface OfFigures {
        double of(Figures figures);
    }

    /** Reads a figure of a stream. */
    @FunctionalInterface
    private interface OfStream {
        double of(StreamSnapshot stream, Instant now);
    }

    /** Reads durations. */
    @FunctionalInterface
    private interface OfDurations {
        Durations of(Figures figures);
    }

    private final String family;
    private final Type type;
    private final String meaning;
    private final OfStream value;
    private final OfDurations durations;

    StreamMetric(String family, Type type, String meaning, OfFigures value) {
        this(family, type, meaning, (stream, now) -> value.of(stream.figures()));
    }

    StreamMetric(String family, Type type, String meaning, OfStream value) {
        this.family = family;
        this.type = type;
        this.meaning = meaning;
        this.value = value;
        this.durations = figures -> {
            throw new IllegalStateException(family + " is no histogram");
        };
    }

    StreamMetric(String family, String meaning, OfDurations durations) {
        this.family = family;
        this.type = Type.HISTOGRAM;
        this.meaning = meaning;
        this.value = (stream, now) -> durations.of(stream.figures()).count();
        this.durations = durations;
    }

    /** The name without the ending {@code _total} that counters have. */
    public String family() {
        return family;
    }

    /** The name under which Prometheus has it. */
    public String sample() {
        return type == Type.COUNTER ? family + "_total" : family;
    }

    public Type type() {
        return type;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    /** The figure; of a histogram how many there were. */
    double value(StreamSnapshot stream, Instant now) {
        return value.of(stream, now);
    }

    /** The durations of a histogram. */
    Durations durations(StreamSnapshot stream) {
        return durations.of(stream.figures());
    }

    private static double seconds(@Nullable Instant since, Instant now) {
        return since == null ? Double.NaN : Duration.between(since, now).toMillis() / 1000.0;
    }
}
