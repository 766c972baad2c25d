package com.wgtwo.camel.app.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.stream.EngineSnapshot;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.EventHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all open pages once a second how the program is, by server-sent events. Its thread and what listens to exchanges
 * exist only while a page is open.
 */
final class ConsoleFeed extends ServiceSupport {
    /** Open pages; each costs a connection and some kilobytes a second. */
    static final int MOST_LISTENERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleFeed.class);

    private final CamelContext context;
    private final Supplier<ConsoleView> views;
    private final Clock clock;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();
    private @Nullable Watch watch;
    private boolean ended;

    ConsoleFeed(
            CamelContext context,
            Supplier<Map<String, EngineSnapshot>> engines,
            DoubleSupplier deadLetters,
            Clock clock) {
        this.context = context;
        this.views = () -> new ConsoleView(context, engines, deadLetters, clock);
        this.clock = clock;
    }

    /**
     * Tells this response too, until its connection ends.
     *
     * @return false when there are as many as there may be, or the program ends
     */
    synchronized boolean add(HttpServerResponse response) {
        if (ended || listeners.size() >= MOST_LISTENERS) {
            return false;
        }
        response.closeHandler(gone -> remove(response));
        response.exceptionHandler(failure -> remove(response));
        Watch current = watch == null ? new Watch() : watch;
        watch = current;
        current.greet(response);
        return true;
    }

    private synchronized void remove(HttpServerResponse response) {
        if (listeners.remove(response) && listeners.isEmpty()) {
            rest();
        }
    }

    private void rest() {
        Watch current = watch;
        watch = null;
        if (current != null) {
            current.end();
        }
    }

    @Override
    protected synchronized void doStart() {
        ended = false;
    }

    @Override
    protected synchronized void doStop() {
        ended = true;
        List<HttpServerResponse> open = List.copyOf(listeners);
        listeners.clear();
        rest();
        open.stream().filter(response -> !response.ended()).forEach(HttpServerResponse::end);
    }

    /** Looks and tells, on a thread of its own, because a look may have to wait for the database. */
    private final class Watch {
        private final Traffic traffic = new Traffic(context, clock);
        private final ConsoleView view = views.get();
        private final ScheduledExecutorService timer;
        private long told;

        Watch() {
            ServiceHelper.startService(traffic);
            context.getManagementStrategy().addEventNotifier(traffic);
            timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(ConsoleFeed.this, "console");
            timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        }

        void greet(HttpServerResponse response) {
            listeners.add(response);
            timer.execute(() -> tell(List.of(response), 0));
        }

        private void tick() {
            told = tell(List.copyOf(listeners), told);
        }

        /** A look that fails must not be the last one. */
        private long tell(List<HttpServerResponse> to, long seen) {
            try {
                List<Passed> events = traffic.after(seen);
                ObjectNode state = view.look();
                state.set("events", ConsoleJson.events(events));
                String message = "data: " + state + "\n\n";
                for (HttpServerResponse response : to) {
                    // A page that does not read gets a later one.
                    if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                        response.write(message);
                    }
                }
                return events.isEmpty() ? seen : events.get(events.size() - 1).number();
            } catch (RuntimeException | Error e) {
                LOG.debug("The console page is not told this time", e);
                return seen;
            }
        }

        void end() {
            // No interrupt: it may be in the database, whose file would be closed by it.
            context.getExecutorServiceManager().shutdown(timer);
            context.getManagementStrategy().removeEventNotifier(traffic);
            context.getCamelContextExtension().setEventNotificationApplicable(EventHelper.eventsApplicable(context));
            ServiceHelper.stopService(traffic);
        }
    }
}
