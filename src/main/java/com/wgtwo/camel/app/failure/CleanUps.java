package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.event.EventView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * The revocations of consent whose clean-up has failed and not succeeded since. It is kept in memory: such a revocation
 * is not acknowledged, and comes again to the next process too.
 */
public final class CleanUps implements RoutePolicyFactory {
    private final Clock clock;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    public CleanUps(Clock clock) {
        this.clock = clock;
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
        if (event.isRevocation()) {
            failing.compute(
                    event.id(), (id, before) -> new Failing(before == null ? clock.instant() : before.since(), cause));
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

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route ended, Exchange exchange) {
                if (!failing.isEmpty()
                        && ended.getRouteId().equals(exchange.getFromRouteId())
                        && !exchange.isFailed()) {
                    failing.remove(new EventView(exchange).id());
                }
            }
        };
    }
}
