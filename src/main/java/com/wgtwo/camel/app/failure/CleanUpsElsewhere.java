package com.wgtwo.camel.app.failure;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the alarm of this process for a clean-up that succeeded in another instance, within a minute. */
public final class CleanUpsElsewhere extends ServiceSupport {
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(CleanUpsElsewhere.class);

    private final CamelContext context;
    private final CleanUps cleanUps;
    private final Duration between;
    private @Nullable ScheduledExecutorService timer;

    public CleanUpsElsewhere(CamelContext context, CleanUps cleanUps) {
        this(context, cleanUps, BETWEEN);
    }

    CleanUpsElsewhere(CamelContext context, CleanUps cleanUps, Duration between) {
        this.context = context;
        this.cleanUps = cleanUps;
        this.between = between;
    }

    @Override
    protected void doStart() {
        ScheduledExecutorService current =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "clean-ups-elsewhere");
        timer = current;
        current.scheduleWithFixedDelay(this::look, between.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            cleanUps.forgetWhatOthersCleanedUp();
        } catch (RuntimeException e) {
            LOG.debug("What others cleaned up is not known", e);
        } catch (Error e) {
            LOG.error("What others cleaned up is not known: {}. Tried again.", FailureText.of(e));
        }
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }
}
