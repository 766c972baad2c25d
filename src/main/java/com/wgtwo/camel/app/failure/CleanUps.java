package com.wgtwo.camel.app.failure;

import com.google.protobuf.Message;
import com.wgtwo.camel.app.consent.Revocations;
import com.wgtwo.camel.app.data.DoneStore;
import com.wgtwo.camel.app.data.OpenCleanUps;
import com.wgtwo.camel.app.data.OpenCleanUps.OpenCleanUp;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.stream.AckException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The revocations of consent whose clean-up has failed in this process and not succeeded since, here or in another instance
 * on the same database. The alarm is kept in memory: such a revocation is not acknowledged, and comes again to the next process
 * too; once the platform does not deliver it any more, {@link OverdueCleanUps} repeats it from the database.
 */
public final class CleanUps implements RoutePolicyFactory {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUps.class);

    private final Clock clock;
    private final DoneStore done;
    private final Supplier<OpenCleanUps> open;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    /**
     * None has failed yet.
     *
     * @param done where the instances tell each other which clean-ups succeeded
     * @param open where those are kept that have to be repeated when the platform no longer asks for them
     */
    public CleanUps(Clock clock, DoneStore done, Supplier<OpenCleanUps> open) {
        this.clock = clock;
        this.done = done;
        this.open = open;
    }

    /**
     * A clean-up that fails.
     *
     * @param since when it failed first
     * @param cause why it failed last, without private content
     */
    public record Failing(Instant since, String cause) {}

    /** Notes a failure; without effect for other events. */
    void failed(EventView event, String cause) {
        if (!event.isRevocation()) {
            return;
        }
        failing.compute(
                event.id(), (id, before) -> new Failing(before == null ? clock.instant() : before.since(), cause));
        Optional<Message> message = event.message();
        if (message.isEmpty()) {
            return;
        }
        try {
            open.get()
                    .failed(
                            new OpenCleanUp(event.id(), event.stream(), event.region()),
                            message.get().toByteArray(),
                            clock.instant());
        } catch (DataAccessException e) {
            LOG.warn(
                    "The clean-up after {} could not be noted in the database: it is repeated as long as the platform delivers the"
                            + " event, 30 minutes. {}",
                    event,
                    FailureText.of(e));
        }
    }

    private static String key(String eventId) {
        return "clean-up " + eventId;
    }

    /**
     * Forgets those whose clean-up succeeded in another instance. To be asked at least every hour, as the database keeps what
     * is done for as long.
     *
     * @throws DataAccessException when the database does not answer; then they stay
     */
    public void forgetWhatOthersCleanedUp() {
        done.purge();
        failing.keySet().removeIf(id -> done.contains(key(id)));
    }

    private void succeeded(EventView event, boolean cleanedUp) {
        boolean failedBefore = failing.remove(event.id()) != null;
        if (!cleanedUp && !failedBefore) {
            return;
        }
        try {
            open.get().succeeded(event.id());
            if (!cleanedUp) {
                return;
            }
            done.commit(key(event.id()));
        } catch (DataAccessException e) {
            LOG.warn(
                    "The clean-up after {} is done, but could not be noted in the database: another instance where it failed"
                            + " before goes on reporting it until it is restarted. {}",
                    event,
                    FailureText.of(e));
        }
    }

    /** How many there are. */
    public int count() {
        return failing.size();
    }

    /** The one that has failed for the longest time. */
    public Optional<Failing> oldest() {
        return failing.values().stream().min(Comparator.comparing(Failing::since));
    }

    /** For how long the oldest has failed; zero when none does. */
    public Duration oldestAge() {
        return oldest().map(oldest -> Duration.between(oldest.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** Learns how the work on a revocation ended. */
    private final class Noted extends SynchronizationAdapter {
        @Override
        public void onComplete(Exchange exchange) {
            done(exchange);
        }

        @Override
        public void onFailure(Exchange exchange) {
            // All was done but for the ack, which is sent again without running the route.
            if (exchange.getException(AckException.class) != null) {
                done(exchange);
            }
        }

        private void done(Exchange exchange) {
            // A route may only have handed it on, to a broker for instance.
            succeeded(new EventView(exchange), exchange.getVariable(Revocations.REVOKED_AT_VARIABLE) != null);
        }
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route begun, Exchange exchange) {
                if (begun.getRouteId().equals(exchange.getFromRouteId()) && new EventView(exchange).isRevocation()) {
                    // Not when the route is done: Camel does not say so while it is being stopped.
                    exchange.getExchangeExtension().addOnCompletion(new Noted());
                }
            }
        };
    }
}
