package com.wgtwo.camel.component.metrics;

import com.wgtwo.camel.stream.Durations;
import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.StreamSnapshot;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The figures of all streams of a Camel context, taken when Prometheus asks: {@link StreamMetric}.
 *
 * <p>{@code prometheusRegistry.register(new StreamMetrics(context))} is all there is to do; the registry is that of
 * Prometheus' Java client, which Micrometer's has inside ({@code PrometheusMeterRegistry.getPrometheusRegistry()}). One
 * registry takes the figures of one context, because the same figure may not be there twice.
 */
public final class StreamMetrics implements MultiCollector {
    private final CamelContext context;
    private final Clock clock;

    /** @param context the context whose routes subscribe */
    public StreamMetrics(CamelContext context) {
        this(context, Clock.systemUTC());
    }

    /**
     * With a clock of its own.
     *
     * @param context the context whose routes subscribe
     * @param clock tells how long ago something was
     */
    public StreamMetrics(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        return collect(Engines.of(context));
    }

    /** @param engines what is known, by route */
    MetricSnapshots collect(Map<String, EngineSnapshot> engines) {
        Instant now = clock.instant();
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (StreamMetric metric : StreamMetric.values()) {
            all.metricSnapshot(snapshot(metric, engines, now));
        }
        return all.build();
    }

    private static MetricSnapshot snapshot(StreamMetric metric, Map<String, EngineSnapshot> engines, Instant now) {
        return switch (metric.type()) {
            case COUNTER -> {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(metric.family()).help(metric.meaning());
                each(
                        engines,
                        (labels, stream) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                                .labels(labels)
                                .value(metric.value(stream, now))
                                .build()));
                yield counter.build();
            }
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(metric.family()).help(metric.meaning());
                each(
                        engines,
                        (labels, stream) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                                .labels(labels)
                                .value(metric.value(stream, now))
                                .build()));
                yield gauge.build();
            }
            case HISTOGRAM -> {
                HistogramSnapshot.Builder histogram =
                        HistogramSnapshot.builder().name(metric.family()).help(metric.meaning());
                each(engines, (labels, stream) -> {
                    Durations durations = metric.durations(stream);
                    histogram.dataPoint(HistogramDataPointSnapshot.builder()
                            .labels(labels)
                            .sum(durations.seconds())
                            .classicHistogramBuckets(ClassicHistogramBuckets.of(
                                    Stream.concat(Durations.BOUNDS.stream(), Stream.of(Double.POSITIVE_INFINITY))
                                            .toList(),
                                    durations.counts()))
                            .build());
                });
                yield histogram.build();
            }
        };
    }

    private static void each(Map<String, EngineSnapshot> engines, BiConsumer<Labels, StreamSnapshot> sink) {
        engines.forEach((route, engine) -> engine.streams()
                .forEach(stream -> sink.accept(
                        Labels.of("route", route, "stream", stream.label(), "region", stream.region()), stream)));
    }
}
