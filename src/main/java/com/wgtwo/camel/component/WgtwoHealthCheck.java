package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.StreamState;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while the stream streams; otherwise down, with the reason and the time of the next attempt. */
final class WgtwoHealthCheck extends AbstractHealthCheck {

    private final Supplier<StreamSnapshot> stream;

    WgtwoHealthCheck(String routeId, Supplier<StreamSnapshot> stream) {
        super("wgtwo", "consumer:" + routeId);
        this.stream = stream;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        StreamSnapshot snapshot = stream.get();
        builder.detail("stream", snapshot.stream());
        builder.detail("target", snapshot.target());
        builder.detail("state", snapshot.state().name());
        builder.detail("since", snapshot.since().toString());
        builder.detail("trouble", snapshot.trouble().name());
        builder.detail("inFlight", snapshot.figures().inFlight());
        builder.detail("oldestUnacked", snapshot.figures().oldestAge().toString());
        if (snapshot.nextAttempt() != null) {
            builder.detail("nextAttempt", snapshot.nextAttempt().toString());
        }
        if (snapshot.state() == StreamState.STREAMING) {
            builder.up();
            return;
        }
        String reason = snapshot.lastError() == null ? "not connected yet" : snapshot.lastError();
        builder.message("stream " + snapshot.stream() + " is " + snapshot.state() + " since " + snapshot.since() + ": "
                + reason);
        builder.down();
    }
}
