package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.app.failure.CleanUps;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while the data of somebody who revoked consent is not erased. It shows in the health as a whole and not in the
 * readiness: the program takes events nevertheless, and an alarm is what this calls for.
 */
final class CleanUpHealthCheck extends AbstractHealthCheck {
    private final CleanUps cleanUps;

    CleanUpHealthCheck(CleanUps cleanUps) {
        super("wgtwo", "clean-up");
        this.cleanUps = cleanUps;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        int count = cleanUps.count();
        builder.detail("notCleanedUp", count);
        cleanUps.oldest()
                .ifPresentOrElse(
                        oldest -> builder.detail("since", oldest.since().toString())
                                .message("The clean-up after " + count + " revoked consent(s) fails, since "
                                        + oldest.since() + ", last in " + oldest.cause())
                                .down(),
                        builder::up);
    }
}
