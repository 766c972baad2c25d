package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.StreamState;
import com.wgtwo.camel.stream.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of streams as Prometheus gets them, all read from the one snapshot of an engine. Each has the label
 * {@code route}, the route that subscribes; those of a single stream also {@code stream} and {@code region}.
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
    STREAM_IN_FLIGHT(
            "wgtwo_stream_in_flight",
            Type.GAUGE,
            "events of the stream in the program",
            (stream, now) -> stream.inFlight()),
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
            figures -> figures.oldestAge().toMillis() / 1000.0);

    /** Whether a figure only grows. */
    public enum Type {
        COUNTER,
        GAUGE
    }

    /** Reads a figure of all streams of an engine. */
    @FunctionalInterface
    private interface OfEngine {
        double of(Figures figures);
    }

    /** Reads a figure of one stream. */
    @FunctionalInterface
    private interface OfStream {
        double of(StreamSnapshot stream, Instant now);
    }

    /**
     * A value with its labels.
     *
     * @param stream name of the stream, null when the figure is of all streams
     * @param region name of the region, empty when there is only one
     */
    record Point(@Nullable String stream, String region, double value) {}

    private final String family;
    private final Type type;
    private final String meaning;
    private final @Nullable OfEngine ofEngine;
    private final @Nullable OfStream ofStream;

    StreamMetric(String family, Type type, String meaning, OfEngine ofEngine) {
        this.family = family;
        this.type = type;
        this.meaning = meaning;
        this.ofEngine = ofEngine;
        this.ofStream = null;
    }

    StreamMetric(String family, Type type, String meaning, OfStream ofStream) {
        this.family = family;
        this.type = type;
        this.meaning = meaning;
        this.ofEngine = null;
        this.ofStream = ofStream;
    }

    /** The name without the ending {@code _total} that counters have. */
    String family() {
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

    /** Whether it is told for each stream. */
    public boolean isPerStream() {
        return ofStream != null;
    }

    List<Point> read(EngineSnapshot snapshot, Instant now) {
        OfEngine engine = ofEngine;
        OfStream single = ofStream;
        if (engine != null) {
            return List.of(new Point(null, "", engine.of(snapshot.figures())));
        }
        return single == null
                ? List.of()
                : snapshot.streams().stream()
                        .map(stream -> new Point(stream.label(), stream.region(), single.of(stream, now)))
                        .toList();
    }

    private static double seconds(@Nullable Instant since, Instant now) {
        return since == null ? Double.NaN : Duration.between(since, now).toMillis() / 1000.0;
    }
}
