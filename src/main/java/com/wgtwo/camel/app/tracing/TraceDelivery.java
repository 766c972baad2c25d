package com.wgtwo.camel.app.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the collector does not take spans, and once that it does again. */
final class TraceDelivery implements SpanExporter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(TraceDelivery.class);

    /** Kept, because Java forgets the level of a logger that nobody holds. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final String origin;
    private final AtomicBoolean failing = new AtomicBoolean();

    TraceDelivery(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        URI uri = URI.create(endpoint);
        this.origin = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** What it has to say it says over Java's own logging, beside our log and with stack traces. */
    static void silenceTheSdk() {
        SDK.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            boolean failed = !result.isSuccess();
            if (failing.getAndSet(failed) != failed) {
                if (failed) {
                    LOG.warn("{} does not take traces; until it does they are dropped. Events go on.", origin);
                } else {
                    LOG.info("{} takes traces again.", origin);
                }
            }
        });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
