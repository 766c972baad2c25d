package com.wgtwo.camel.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;

/** Writes what the page shows as JSON. */
final class ConsoleJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private ConsoleJson() {}

    static ObjectNode stream(String route, StreamSnapshot stream, Pace pace) {
        Figures figures = stream.figures();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("route", route)
                .put("stream", stream.label())
                .put("region", stream.region())
                .put("target", stream.target())
                .put("state", stream.state().name())
                .put("since", stream.since().toString())
                .put("trouble", stream.trouble().name())
                .put("lastError", stream.lastError())
                .put("nextAttempt", text(stream.nextAttempt()))
                .put("lastEvent", text(stream.lastEvent()))
                .put("connects", stream.connects())
                .put("possibleLosses", stream.possibleLosses())
                .put("inFlight", figures.inFlight())
                .put("queued", figures.queued())
                .put("owed", figures.owed())
                .put("received", figures.received())
                .put("redelivered", figures.redelivered())
                .put("folded", figures.folded())
                .put("acked", figures.acked())
                .put("ackFailed", figures.ackFailed())
                .put("failed", figures.failed())
                .put("deadLettered", figures.givenUp())
                .put("late", figures.late())
                .put("oldestUnackedSeconds", figures.oldestAge().toMillis() / MILLIS_PER_SECOND);
        return pace(node, pace);
    }

    /** What does not exist is null, since JSON has no NaN. */
    static ObjectNode pace(ObjectNode node, Pace pace) {
        node.put("receivedPerSecond", pace.receivedPerSecond()).put("ackedPerSecond", pace.ackedPerSecond());
        node.put("median", Double.isNaN(pace.median()) ? null : pace.median());
        return node.put("slow", Double.isNaN(pace.slow()) ? null : pace.slow());
    }

    static ArrayNode events(List<Passed> events) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (Passed event : events) {
            ObjectNode node = answer.addObject()
                    .put("number", event.number())
                    .put("at", event.at().toString())
                    .put("type", event.type())
                    .put("id", event.id())
                    .put("subscriber", event.subscriber())
                    .put("stream", event.stream())
                    .put("region", event.region())
                    .put("delivery", event.delivery())
                    .put(
                            "outcome",
                            event.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .put("cause", event.cause())
                    .put("millis", event.millis());
            event.routes().forEach(node.putArray("routes")::add);
            ArrayNode targets = node.putArray("targets");
            event.targets()
                    .forEach((target, well) ->
                            targets.addObject().put("target", target).put("well", well));
        }
        return answer;
    }

    static ArrayNode health(Collection<HealthCheck.Result> results) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (HealthCheck.Result result : results) {
            answer.addObject()
                    .put("check", result.getCheck().getId())
                    .put("state", result.getState().name())
                    .put("message", result.getMessage().orElse(""));
        }
        return answer;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
