package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.reload.SwapContext.Detached;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that were exchanged and still have events in them. Those of one exchange end together, because they may send
 * to each other, and only when none of them has had an event for a while.
 */
final class Retired extends ServiceSupport {
    /** Between looking up where to send an event and counting it there lie some instructions, not seconds. */
    private static final int QUIET_LOOKS = 4;

    private static final long BETWEEN_LOOKS_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(Retired.class);

    private final SwapContext context;
    private final List<Generation> generations = new ArrayList<>();
    private final ScheduledExecutorService timer;

    Retired(SwapContext context) {
        this.context = context;
        this.timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "retired-routes");
        timer.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static final class Generation {
        private final List<Detached> routes;
        private int quiet;

        Generation(List<Detached> routes) {
            this.routes = routes;
        }

        boolean isOver() {
            boolean empty = routes.stream().allMatch(SwapContext::isEmpty);
            quiet = empty ? quiet + 1 : 0;
            return quiet >= QUIET_LOOKS;
        }
    }

    synchronized void add(List<Detached> routes) {
        if (!routes.isEmpty()) {
            generations.add(new Generation(routes));
        }
    }

    private synchronized void look() {
        for (Iterator<Generation> all = generations.iterator(); all.hasNext(); ) {
            Generation generation = all.next();
            if (isOver(generation)) {
                all.remove();
                end(generation);
            }
        }
    }

    private static boolean isOver(Generation generation) {
        try {
            return generation.isOver();
        } catch (RuntimeException e) {
            LOG.debug("What an old route still holds is not known; looked again", e);
            return false;
        }
    }

    private void end(Generation generation) {
        for (Detached detached : generation.routes) {
            try {
                context.end(detached);
                for (RoutePolicy policy : detached.route().getRoutePolicyList()) {
                    context.removeService(policy);
                }
            } catch (Exception e) {
                LOG.warn(
                        "The old route {} did not end in order: {}",
                        detached.route().getId(),
                        e.toString());
            }
        }
    }

    /** The events in these routes have ended by now, or had their time. */
    @Override
    protected void doStop() {
        timer.shutdownNow();
        synchronized (this) {
            generations.forEach(this::end);
            generations.clear();
        }
    }
}
