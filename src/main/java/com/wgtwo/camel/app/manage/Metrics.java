package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.component.metrics.StreamMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Prometheus is told: the figures of streams, of the program's own tables, of Camel's routes, and of the JVM. */
final class Metrics extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CamelContext context;
    private volatile @Nullable JvmGcMetrics garbage;

    Metrics(CamelContext context, Clock clock) {
        this.context = context;
        registry.getPrometheusRegistry().register(new StreamMetrics(context, clock));
        String version = Metrics.class.getPackage().getImplementationVersion();
        Info.builder()
                .name("wgtwo_info")
                .help("Always 1; the label says which version of the program runs")
                .labelNames("version")
                .register(registry.getPrometheusRegistry())
                .setLabelValues(version == null ? "" : version);
    }

    /** Adds what the JVM tells of itself; before the figures are asked for, and off the way of the first event. */
    void watchJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        garbage = collections;
    }

    /** Counts the exchanges of each route; before the routes are made. */
    void countRoutes() {
        context.addRoutePolicyFactory(new RouteFigures(registry));
    }

    /** One more figure, asked for each time; NaN when it cannot be had. */
    void gauge(String name, String meaning, DoubleSupplier value) {
        Gauge.builder(name, value, Metrics::orNaN)
                .description(meaning)
                .strongReference(true)
                .register(registry);
    }

    /** Micrometer would log the first failure with its stack traces; the routes tell of the same failure in words. */
    private static double orNaN(DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (RuntimeException e) {
            LOG.debug("A figure cannot be had", e);
            return Double.NaN;
        }
    }

    String contentType() {
        return CONTENT_TYPE;
    }

    String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    protected void doStop() {
        JvmGcMetrics collections = garbage;
        if (collections != null) {
            collections.close();
        }
        registry.close();
    }
}
