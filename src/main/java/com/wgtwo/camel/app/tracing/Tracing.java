package com.wgtwo.camel.app.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Turns Camel's tracing on. Camel makes a span for each route an event goes through and for each sending, and puts the W3C
 * trace context into the headers; OpenTelemetry's SDK sends the spans in the background, and drops them when the collector
 * does not take them: events never wait for traces.
 *
 * <p>OpenTelemetry's own variables ({@code OTEL_…}) and system properties ({@code otel.…}) hold, but for the address, which
 * is the setting's, and the way, which is OTLP over HTTP. Metrics and logs are not sent; they have ways of their own.
 */
public final class Tracing extends ServiceSupport {
    /** What is left at the end is sent within this time or dropped; a collector that is away must not hold up the end. */
    private static final long LAST_SENDING_SECONDS = 2;

    private final OpenTelemetrySdk sdk;

    private Tracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Begins, before the routes of the context are built.
     *
     * @param endpoint where the collector is, such as {@code http://localhost:4318}
     */
    public static void begin(CamelContext context, String endpoint) throws Exception {
        OpenTelemetrySdk sdk = sdk(endpoint);
        // Stops after the last route, and sends what is left.
        context.addService(new Tracing(sdk), true, false);
        context.getRegistry().bind("tracer", Tracer.class, sdk.getTracer("camel"));
        context.getRegistry().bind("tracePropagators", ContextPropagators.class, sdk.getPropagators());
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(context);
        tracer.init(context);
    }

    private static OpenTelemetrySdk sdk(String endpoint) {
        TraceDelivery.silenceTheSdk();
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> Map.of("otel.service.name", "wgtwo-camel"))
                .addPropertiesCustomizer(configuration -> Map.of(
                        "otel.exporter.otlp.traces.endpoint", endpoint.replaceFirst("/*$", "") + "/v1/traces",
                        "otel.exporter.otlp.traces.protocol", "http/protobuf",
                        "otel.traces.exporter", "otlp",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
                .addSpanExporterCustomizer(
                        (exporter, configuration) -> new DiscreetExporter(new TraceDelivery(exporter, endpoint)))
                .build()
                .getOpenTelemetrySdk();
    }

    @Override
    protected void doStop() {
        sdk.shutdown().join(LAST_SENDING_SECONDS, TimeUnit.SECONDS);
    }
}
