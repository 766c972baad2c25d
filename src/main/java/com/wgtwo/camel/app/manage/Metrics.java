package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.component.WgtwoConsumer;
import com.wgtwo.camel.stream.EngineSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ObjDoubleConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.support.service.ServiceSupport;

/** What Prometheus is told: the figures of streams, of the program's own tables, of Camel's routes, and of the JVM. */
final class Metrics extends ServiceSupport {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CamelContext context;
    private final Clock clock;
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    Metrics(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
        registry.getPrometheusRegistry().register(this::streams);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Has Camel count the exchanges of each route; before the routes are made. */
    void countRoutes() {
        MicrometerRoutePolicyFactory routes = new MicrometerRoutePolicyFactory();
        routes.setMeterRegistry(registry);
        context.addRoutePolicyFactory(routes);
    }

    /** One more figure, asked for each time; NaN when it cannot be had. */
    void gauge(String name, String meaning, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(meaning)
                .strongReference(true)
                .register(registry);
    }

    String contentType() {
        return CONTENT_TYPE;
    }

    String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    protected void doStop() {
        garbage.close();
        registry.close();
    }

    private MetricSnapshots streams() {
        Map<String, EngineSnapshot> engines = engines();
        Instant now = clock.instant();
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (StreamMetric metric : StreamMetric.values()) {
            all.metricSnapshot(snapshot(metric, engines, now));
        }
        return all.build();
    }

    private Map<String, EngineSnapshot> engines() {
        Map<String, EngineSnapshot> engines = new LinkedHashMap<>();
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof WgtwoConsumer consumer && consumer.isStarted()) {
                engines.put(route.getRouteId(), consumer.snapshot());
            }
        }
        return engines;
    }

    private static MetricSnapshot snapshot(StreamMetric metric, Map<String, EngineSnapshot> engines, Instant now) {
        return switch (metric.type()) {
            case COUNTER -> {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(metric.family()).help(metric.meaning());
                points(
                        metric,
                        engines,
                        now,
                        (labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                                .labels(labels)
                                .value(value)
                                .build()));
                yield counter.build();
            }
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(metric.family()).help(metric.meaning());
                points(
                        metric,
                        engines,
                        now,
                        (labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                                .labels(labels)
                                .value(value)
                                .build()));
                yield gauge.build();
            }
        };
    }

    private static void points(
            StreamMetric metric, Map<String, EngineSnapshot> engines, Instant now, ObjDoubleConsumer<Labels> sink) {
        engines.forEach((route, snapshot) -> metric.read(snapshot, now)
                .forEach(point -> sink.accept(
                        point.stream() == null
                                ? Labels.of("route", route)
                                : Labels.of("route", route, "stream", point.stream(), "region", point.region()),
                        point.value())));
    }
}
