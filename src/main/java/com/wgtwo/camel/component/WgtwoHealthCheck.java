package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.StreamState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while every stream streams; otherwise down, with the reason and the time of the next attempt of each. */
final class WgtwoHealthCheck extends AbstractHealthCheck {

    private final Supplier<EngineSnapshot> engine;

    WgtwoHealthCheck(String routeId, Supplier<EngineSnapshot> engine) {
        super("wgtwo", "consumer:" + routeId);
        this.engine = engine;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        EngineSnapshot snapshot = engine.get();
        builder.detail("inFlight", snapshot.figures().inFlight());
        builder.detail("oldestUnacked", snapshot.figures().oldestAge().toString());
        snapshot.streams().forEach(stream -> describe(builder, stream));
        List<StreamSnapshot> away = snapshot.streams().stream()
                .filter(stream -> stream.state() != StreamState.STREAMING)
                .toList();
        if (away.isEmpty()) {
            builder.up();
            return;
        }
        builder.message(away.stream().map(WgtwoHealthCheck::reason).collect(Collectors.joining("; ")));
        builder.down();
    }

    private static void describe(HealthCheckResultBuilder builder, StreamSnapshot stream) {
        builder.detail(stream.label() + ".target", stream.target());
        builder.detail(stream.label() + ".state", stream.state().name());
        builder.detail(stream.label() + ".since", stream.since().toString());
        builder.detail(stream.label() + ".trouble", stream.trouble().name());
        if (stream.lastError() != null) {
            builder.detail(stream.label() + ".lastError", stream.lastError());
        }
        if (stream.lastEvent() != null) {
            builder.detail(stream.label() + ".lastEvent", stream.lastEvent().toString());
        }
        if (stream.nextAttempt() != null) {
            builder.detail(stream.label() + ".nextAttempt", stream.nextAttempt().toString());
        }
    }

    private static String reason(StreamSnapshot stream) {
        return "stream " + stream.label() + " is " + stream.state() + " since " + stream.since() + ": "
                + (stream.lastError() == null
                        ? without(stream)
                        : stream.lastError() + " (" + stream.trouble().name().toLowerCase(Locale.ROOT) + ")")
                + (stream.nextAttempt() == null ? "" : ", tried again at " + stream.nextAttempt());
    }

    private static String without(StreamSnapshot stream) {
        return switch (stream.state()) {
            case STOPPED -> stream.connects() == 0 ? "not connected yet" : "an operator stopped it, and can resume it";
            case DRAINING -> "events in work finish, no more are taken";
            default -> "not connected yet";
        };
    }
}
