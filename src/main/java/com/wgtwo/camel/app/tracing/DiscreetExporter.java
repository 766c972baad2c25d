package com.wgtwo.camel.app.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** Lets out of each span only what {@link DiscreetSpan} shows. */
final class DiscreetExporter implements SpanExporter {
    private final SpanExporter exporter;

    DiscreetExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> discreet =
                List.copyOf(spans.stream().map(DiscreetSpan::new).toList());
        return exporter.export(discreet);
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
