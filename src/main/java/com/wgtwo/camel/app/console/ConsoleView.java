package com.wgtwo.camel.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.Figures;
import com.wgtwo.camel.stream.StreamSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckHelper;
import org.jspecify.annotations.Nullable;

/** Looks at the whole program, again and again; each look tells the pace since the one before. Used by one thread. */
final class ConsoleView {
    /** The database is asked less often than the rest. */
    private static final int LOOKS_PER_COUNT = 3;

    private final CamelContext context;
    private final Supplier<Map<String, EngineSnapshot>> engines;
    private final DoubleSupplier deadLetters;
    private final @Nullable ProgramNotes notes;
    private final Clock clock;
    private Map<String, Figures> before = new HashMap<>();
    private Instant lastLook = Instant.EPOCH;
    private double lastCount;
    private int looks;

    ConsoleView(
            CamelContext context,
            Supplier<Map<String, EngineSnapshot>> engines,
            DoubleSupplier deadLetters,
            Clock clock) {
        this.context = context;
        this.engines = engines;
        this.deadLetters = deadLetters;
        this.notes = context.getRegistry().findSingleByType(ProgramNotes.class);
        this.clock = clock;
    }

    /** All but the events. */
    ObjectNode look() {
        Instant now = clock.instant();
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("at", now.toString()).put("name", context.getName());
        streams(answer, Duration.between(lastLook, now));
        answer.set("health", ConsoleJson.health(HealthCheckHelper.invoke(context, "full")));
        answer.set("routes", routes(now));
        if (looks % LOOKS_PER_COUNT == 0) {
            lastCount = deadLetters.getAsDouble();
        }
        answer.put("deadLetters", Double.isNaN(lastCount) ? null : (long) lastCount);
        if (notes != null) {
            answer.put("version", notes.version()).put("sandbox", notes.sandboxPage());
            ProgramNotes.Refusal refusal = notes.refusal();
            if (refusal != null) {
                answer.putObject("refusedEdit")
                        .put("at", refusal.at().toString())
                        .put("reason", refusal.reason());
            }
        }
        looks++;
        lastLook = now;
        return answer;
    }

    private void streams(ObjectNode answer, Duration apart) {
        ArrayNode streams = answer.putArray("streams");
        Map<String, Figures> seen = new HashMap<>();
        double received = 0;
        double acked = 0;
        double median = Double.NaN;
        double slow = Double.NaN;
        for (Map.Entry<String, EngineSnapshot> engine : engines.get().entrySet()) {
            for (StreamSnapshot stream : engine.getValue().streams()) {
                String key = engine.getKey() + " " + stream.label() + " " + stream.region();
                Figures figures = stream.figures();
                Pace pace = Pace.between(before.getOrDefault(key, figures), figures, apart);
                seen.put(key, figures);
                streams.add(ConsoleJson.stream(engine.getKey(), stream, pace));
            }
            String key = engine.getKey();
            Figures all = engine.getValue().figures();
            Pace pace = Pace.between(before.getOrDefault(key, all), all, apart);
            seen.put(key, all);
            received += pace.receivedPerSecond();
            acked += pace.ackedPerSecond();
            // Several routes can subscribe; the slowest is what an operator looks for.
            median = larger(median, pace.median());
            slow = larger(slow, pace.slow());
        }
        before = seen;
        answer.set(
                "pace",
                ConsoleJson.pace(JsonNodeFactory.instance.objectNode(), new Pace(received, acked, median, slow)));
    }

    private static double larger(double a, double b) {
        return Double.isNaN(a) || b > a ? b : a;
    }

    private ArrayNode routes(Instant now) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (Route route : context.getRoutes()) {
            if (!route.isCreatedByKamelet()) {
                answer.addObject()
                        .put("id", route.getRouteId())
                        .put("source", route.getSourceLocationShort())
                        .put(
                                "state",
                                String.valueOf(context.getRouteController().getRouteStatus(route.getRouteId())))
                        .put("since", now.minusMillis(route.getUptimeMillis()).toString());
            }
        }
        return answer;
    }
}
