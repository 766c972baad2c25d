package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.reload.SwapContext.Detached;
import com.wgtwo.camel.app.validate.EditedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Exchanges routes. One that is called by others goes on beside its successor until its last event has left it; one that
 * fetches events itself ends first, since two would fetch twice. When the new ones do not start, the old ones are put
 * back.
 */
final class Swap {
    private static final String PARENT = "parentRouteId";

    private final SwapContext context;
    private final Retired retired;

    Swap(SwapContext context, Retired retired) {
        this.context = context;
        this.retired = retired;
    }

    /**
     * What is to be exchanged.
     *
     * @param leaving routes that end
     * @param arriving routes that are to run
     * @param files all files of routes
     * @param configurations true when route configurations differ
     * @param kamelets kamelets that differ
     */
    record Order(
            Set<String> leaving,
            Set<String> arriving,
            List<EditedFile> files,
            boolean configurations,
            Set<String> kamelets) {}

    /** What it was before, to be put back. */
    private record Before(
            List<RouteDefinition> routes,
            List<RouteConfigurationDefinition> configurations,
            List<RouteTemplateDefinition> templates) {}

    void carryOut(Order order) throws Exception {
        Before before = new Before(
                List.copyOf(context.getRouteDefinitions()),
                List.copyOf(context.getRouteConfigurationDefinitions()),
                List.copyOf(context.getRouteTemplateDefinitions()));
        Set<String> leaving = withKamelets(order.leaving());
        Set<String> ended = new LinkedHashSet<>();
        List<Detached> old = List.of();
        try {
            for (String id : intakeFirst(leaving)) {
                if (context.getRouteController().getRouteStatus(id).isStarted()) {
                    ended.add(id);
                }
                context.getRouteController().stopRoute(id);
            }
            old = context.detach(leaving);
            context.getRouteDefinitions().removeIf(definition -> leaving.contains(definition.getRouteId()));
            context.getRouteTemplateDefinitions()
                    .removeIf(template -> order.kamelets().contains(template.getId()));
            context.addRouteDefinitions(definitions(order));
            retired.add(old);
        } catch (Exception | Error e) {
            // An Error too: a jar that lacks another one ends in it, or a thread that cannot be had.
            putBack(before, old, ended);
            throw e;
        }
    }

    /** With the routes that kamelets have made for one of these. */
    private Set<String> withKamelets(Set<String> ids) {
        Set<String> answer = new LinkedHashSet<>(ids);
        answer.retainAll(context.ids());
        boolean more = true;
        while (more) {
            more = false;
            for (RouteDefinition definition : context.getRouteDefinitions()) {
                Object parent = definition.getTemplateParameters() == null
                        ? null
                        : definition.getTemplateParameters().get(PARENT);
                if (parent != null && answer.contains(parent.toString()) && context.has(definition.getRouteId())) {
                    more |= answer.add(definition.getRouteId());
                }
            }
        }
        return answer;
    }

    /**
     * Those that bring events in, in the order in which they are to be stopped: who takes from a queue inside the program after
     * who fills it.
     */
    private List<String> intakeFirst(Set<String> ids) {
        Map<String, Integer> places = new HashMap<>();
        context.getCamelContextExtension()
                .getRouteStartupOrder()
                .forEach(one -> places.put(one.getRoute().getRouteId(), one.getStartupOrder()));
        return ids.stream()
                .filter(this::fetches)
                .sorted(Comparator.comparing(this::isFedInside).thenComparing(id -> -places.getOrDefault(id, 0)))
                .toList();
    }

    private boolean isFedInside(String id) {
        return Objects.requireNonNull(context.getRoute(id)).getConsumer() instanceof ShutdownAware aware
                && aware.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
    }

    /** True for a route that brings events in, false for one that others call. */
    private boolean fetches(String id) {
        Route route = Objects.requireNonNull(context.getRoute(id));
        boolean calledAsKamelet = route.isCreatedByKamelet() && route.getEndpoint() instanceof KameletEndpoint;
        return !(route.getEndpoint() instanceof DirectEndpoint) && !calledAsKamelet;
    }

    private List<RouteDefinition> definitions(Order order) throws Exception {
        List<RouteBuilder> builders = new ArrayList<>();
        for (EditedFile file : order.files()) {
            for (RoutesBuilder builder : builders(file)) {
                if (builder instanceof RouteBuilder routes) {
                    builders.add(routes);
                }
            }
        }
        if (order.configurations()) {
            context.getRouteConfigurationDefinitions().clear();
            for (RouteBuilder builder : builders) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    configurations.addRouteConfigurationsToCamelContext(context);
                }
            }
        }
        List<RouteDefinition> answer = new ArrayList<>();
        for (RouteBuilder builder : builders) {
            RoutesDefinition collection = builder.configureRoutes(context);
            collection.setCamelContext(context);
            collection.setResource(builder.getResource());
            for (RouteDefinition definition : collection.getRoutes()) {
                if (order.arriving().contains(definition.getRouteId())) {
                    collection.prepareRoute(definition);
                    answer.add(definition);
                }
            }
        }
        // Those that fetch events come last: by then everything they call is there.
        answer.sort((a, b) -> Integer.compare(startupOrder(a), startupOrder(b)));
        return answer;
    }

    private static int startupOrder(RouteDefinition definition) {
        boolean called = definition.getInput().getEndpointUri().startsWith("direct:");
        return called ? 0 : 1;
    }

    private Collection<RoutesBuilder> builders(EditedFile file) throws Exception {
        return PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(List.of(ResourceHelper.fromString("file:" + file.name(), file.text())));
    }

    private void putBack(Before before, List<Detached> old, Set<String> ended) throws Exception {
        Set<String> added = context.ids();
        before.routes().forEach(definition -> added.remove(definition.getRouteId()));
        old.forEach(detached -> {
            if (context.has(detached.route().getId())) {
                added.add(detached.route().getId());
            }
        });
        // Else they would go on bringing events in beside those that are put back.
        for (String id : intakeFirst(added)) {
            context.getRouteController().stopRoute(id);
        }
        List<Detached> failed = context.detach(added);
        old.forEach(context::attach);
        for (Detached detached : old) {
            if (detached.route().getConsumer() instanceof DirectConsumer direct
                    && direct.getEndpoint().getComponent() instanceof SwapDirect component) {
                component.takeBack(direct);
            }
        }
        retired.add(failed);
        restore(context.getRouteDefinitions(), before.routes());
        restore(context.getRouteConfigurationDefinitions(), before.configurations());
        restore(context.getRouteTemplateDefinitions(), before.templates());
        for (String id : ended) {
            context.getRouteController().startRoute(id);
        }
    }

    private static <T> void restore(List<T> now, List<T> before) {
        now.clear();
        now.addAll(before);
    }
}
