package com.wgtwo.camel.app.manage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the exchanges of each route, and of all routes together, under the names and labels of camel-micrometer.
 *
 * <p>camel-micrometer's own policy (4.17) formats two names and looks a timer up for every exchange in every route, which
 * was a seventh of what the program did with an event (by profile, six routes on the way of an SMS). This one also goes on
 * with a route's figures when the route is exchanged for an edited one, and drops them when it is removed.
 */
final class RouteFigures implements RoutePolicyFactory {
    private static final MicrometerRoutePolicyNamingStrategy NAMES = MicrometerRoutePolicyNamingStrategy.DEFAULT;
    private static final String ALL = "";

    private final MeterRegistry registry;
    private final Map<String, Figures> known = new ConcurrentHashMap<>();

    RouteFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Policy(known.computeIfAbsent(
                ALL, all -> new Figures(registry, all, NAMES.getTags(context), NAMES.getExchangeStatusTags(context))));
    }

    private Figures enter(Route route) {
        return known.compute(route.getRouteId(), (id, there) -> {
            Figures figures = there == null
                    ? new Figures(registry, id, NAMES.getTags(route), NAMES.getExchangeStatusTags(route))
                    : there;
            figures.editions++;
            return figures;
        });
    }

    private void leave(Figures left) {
        known.computeIfPresent(left.name, (id, figures) -> {
            figures.editions--;
            if (figures.editions > 0) {
                return figures;
            }
            figures.meters.forEach(registry::remove);
            return null;
        });
    }

    private final class Policy extends RoutePolicySupport {
        private final Figures ofAll;
        private volatile @Nullable Figures ofRoute;

        Policy(Figures ofAll) {
            this.ofAll = ofAll;
        }

        @Override
        public void onStart(Route route) {
            if (ofRoute == null) {
                ofRoute = enter(route);
            }
        }

        @Override
        public void onRemove(Route route) {
            Figures left = ofRoute;
            if (left != null) {
                leave(left);
                ofRoute = null;
            }
        }

        @Override
        public void onInit(Route route) {
            super.onInit(route);
            if (route.getProcessor() instanceof InternalProcessor steps) {
                steps.addAdvice(new Watch(this));
            }
        }

        void count(Exchange exchange, long started) {
            Figures figures = ofRoute;
            if (figures == null) {
                return;
            }
            long nanos = System.nanoTime() - started;
            figures.count(exchange, nanos);
            if (isFirst(exchange, figures.name)) {
                ofAll.count(exchange, nanos);
            }
        }

        /** Whether this route is where the exchange began, and not one that another route called. */
        private static boolean isFirst(Exchange exchange, String routeId) {
            if (!routeId.equals(exchange.getFromRouteId())) {
                // Cheaper to see than by walking the routes that the exchange is in.
                return false;
            }
            UnitOfWork work = exchange.getUnitOfWork();
            return work == null || work.routeStackLevel(false, false) <= 1;
        }
    }

    /** Keeps the time between the beginning and the end of a route, which a policy could only put into the exchange. */
    private record Watch(Policy policy) implements CamelInternalProcessorAdvice<Long> {
        @Override
        public Long before(Exchange exchange) {
            return System.nanoTime();
        }

        @Override
        public void after(Exchange exchange, Long started) {
            policy.count(exchange, started);
        }
    }

    /** The meters of one route, or of all. */
    private static final class Figures {
        private final String name;
        private final FunctionCounter total;
        private final Counter failed;
        private final Counter succeeded;
        private final Counter handled;
        private final Counter redelivered;
        private final Timer timer;
        private final List<Meter> meters;
        private int editions;

        Figures(MeterRegistry registry, String name, Tags tags, Tags status) {
            this.name = name;
            this.failed = counter(registry, "failed", "Exchanges that failed", status);
            this.succeeded = counter(registry, "succeeded", "Exchanges that succeeded", status);
            this.handled = counter(registry, "failures.handled", "Exchanges whose failure the route handled", status);
            this.redelivered =
                    counter(registry, "external.redeliveries", "Exchanges that their source delivered again", status);
            this.timer = Timer.builder("camel.route.policy")
                    .tags(tags)
                    .description("Time that exchanges took in the route")
                    .register(registry);
            // The timer has counted them already.
            this.total = FunctionCounter.builder("camel.exchanges.total", timer, Timer::count)
                    .tags(status)
                    .description("Exchanges that were processed")
                    .register(registry);
            this.meters = List.of(total, failed, succeeded, handled, redelivered, timer);
        }

        private static Counter counter(MeterRegistry registry, String name, String meaning, Tags tags) {
            return Counter.builder("camel.exchanges." + name)
                    .tags(tags)
                    .description(meaning)
                    .register(registry);
        }

        void count(Exchange exchange, long nanos) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
            if (exchange.isFailed()) {
                failed.increment();
                return;
            }
            succeeded.increment();
            if (ExchangeHelper.isFailureHandled(exchange)) {
                handled.increment();
            }
            if (exchange.isExternalRedelivered()) {
                redelivered.increment();
            }
        }
    }
}
