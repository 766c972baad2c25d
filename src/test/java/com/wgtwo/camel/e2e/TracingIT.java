package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.e2e.SpanReceiver.Span;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An event is one trace, from its arrival to its targets, and the receiver of the webhook can go on with it. */
@Execution(ExecutionMode.CONCURRENT)
class TracingIT extends WithRig {

    @Test
    void theSpansOfAnEventAreOneTraceWhichTheWebhookCarriesOnAndACollectorThatIsAwayHarmsNothing() throws Exception {
        try (SpanReceiver collector = new SpanReceiver();
                Mails mails = new Mails()) {
            AppProcess app = rig.app()
                    .with("tracing.endpoint", collector.endpoint())
                    .with("sms.webhook.url", rig.web.url("/sms/secret-path"))
                    .with("sms.mail.to", "inbox@example.com")
                    .with("sms.mail.server", mails.address())
                    .environment("OTEL_BSP_SCHEDULE_DELAY", "100")
                    .start();
            rig.awaitStreaming(app);
            Sent first = rig.emit(Sent.sms(Rig.subscriber(1), Instant.now(), "private text"));
            Sent second = rig.emit(Sent.call(Rig.subscriber(2)));
            rig.awaitAllAcked();

            List<Span> spans = traceOf(collector, first);
            assertThat(spans.stream().map(Span::name))
                    .as("names of spans")
                    .contains("wgtwo:events", "sms", "sms-webhook", "sms-mail", "webhook");
            Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
            assertThat(spans)
                    .filteredOn(span -> !ids.contains(span.parent()))
                    .singleElement()
                    .satisfies(root -> {
                        assertThat(root.parent()).isEmpty();
                        assertThat(root.attributes()).containsEntry("wgtwo.event.type", "SMS_EVENT");
                    });
            assertThat(spans)
                    .as("the request of the webhook")
                    .anySatisfy(span -> assertThat(span.attributes())
                            .containsEntry("component", "camel-wgtwo-webhook")
                            .containsEntry("http.url", rig.web.url(""))
                            .containsEntry("http.method", "POST")
                            .containsEntry("http.status_code", "204"));
            // version-trace-span-flags
            assertThat(post(first).header("traceparent").split("-"))
                    .startsWith("00", spans.get(0).trace())
                    .satisfies(parts -> assertThat(ids).contains(parts[2]))
                    .endsWith("01");
            assertThat(traceOf(collector, second).get(0).trace())
                    .isNotEqualTo(spans.get(0).trace());
            assertThat(collector.text())
                    .contains("wgtwo-camel")
                    .doesNotContain("private text", Rig.subscriber(1).substring(3), "secret-path");

            collector.answer(503);
            rig.emit(4, 4);
            rig.awaitAllAcked();
            app.awaitLog("does not take traces");
            assertThat(app.lines("does not take traces")).hasSize(1);
            assertThat(app.log()).doesNotContain("\tat ");
        }
    }

    /** The spans of an event's trace, which has its id once they are all there. */
    private List<Span> traceOf(SpanReceiver collector, Sent event) {
        rig.await(() -> assertThat(collector.spans())
                .anyMatch(span -> span.parent().isEmpty()
                        && event.id().equals(span.attributes().get("wgtwo.event.id"))));
        String trace = collector.spans().stream()
                .filter(span -> event.id().equals(span.attributes().get("wgtwo.event.id")))
                .findFirst()
                .orElseThrow()
                .trace();
        return collector.spans().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private Post post(Sent event) {
        return rig.web.posts().stream()
                .filter(some -> some.id().equals(event.id()))
                .findFirst()
                .orElseThrow();
    }
}
