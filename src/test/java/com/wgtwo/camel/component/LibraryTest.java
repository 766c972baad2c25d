package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.component.metrics.StreamMetrics;
import com.wgtwo.camel.sandbox.Sandbox;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The component inside somebody else's application. */
class LibraryTest {
    private final Sandbox sandbox = Sandbox.builder().start();
    private final Map<String, List<String>> received = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** As class path scanners and servers do it: with a loader of their own, so that all is initialised once more. */
    @Test
    void loadingEachClassOfItDoesNothing() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            path.add(Path.of(entry).toUri().toURL());
        }
        Path classes = Path.of("target/classes");
        Set<String> properties = System.getProperties().stringPropertyNames();
        // A thread belongs to the group of the thread that starts it, so those of other tests do not count.
        ThreadGroup group = new ThreadGroup("loading");
        AtomicInteger initialised = new AtomicInteger();
        FutureTask<Set<String>> loading = new FutureTask<>(() -> {
            try (URLClassLoader loader =
                            new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                    Stream<Path> files = Files.walk(classes.resolve("com/wgtwo"))) {
                for (Path file : files.filter(name -> name.toString().endsWith(".class"))
                        .filter(name -> !name.toString().contains("package-info"))
                        .toList()) {
                    String name = classes.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), ".");
                    Class.forName(name.substring(0, name.length() - ".class".length()), true, loader);
                    initialised.incrementAndGet();
                }
            }
            Thread[] started = new Thread[group.activeCount() + 10];
            return Stream.of(started)
                    .limit(group.enumerate(started))
                    .map(Thread::getName)
                    .collect(Collectors.toSet());
        });
        new Thread(group, loading, "loader").start();

        assertThat(loading.get()).containsExactly("loader");
        assertThat(initialised).hasValueGreaterThan(500);
        assertThat(System.getProperties().stringPropertyNames()).isEqualTo(properties);
    }

    @Test
    void aContextWithoutSuchARouteHasNothingOfIt() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:other").to("log:other");
                }
            });
            context.start();

            assertThat(context.getComponentNames()).doesNotContain("wgtwo");
            assertThat(context.getRegistry().lookupByName(AckProcessor.BEAN)).isNull();
            assertThat(threads()).noneMatch(name -> name.contains("wgtwo"));
        }
    }

    @Test
    void itWorksAgainAfterItsContextEnded() throws Exception {
        for (String time : List.of("first", "second")) {
            try (CamelContext context = context(time, "again")) {
                emit(time);
                awaitReceived(time, time);
            }
            Fixture.await().untilAsserted(() -> assertThat(threads()).noneMatch(name -> name.contains("wgtwo-")));
        }
    }

    @Test
    void contextsBesideEachOtherDoNotKnowOfEachOther() throws Exception {
        try (CamelContext one = context("one", "one");
                CamelContext two = context("two", "two")) {
            emit("m1");
            awaitReceived("one", "m1");
            awaitReceived("two", "m1");
            one.stop();

            emit("m2");

            awaitReceived("two", "m1", "m2");
            assertThat(received.get("one")).containsExactly("m1");
            Fixture.await()
                    .untilAsserted(() -> assertThat(sandbox.ackCounts().acked()).isEqualTo(3));
        }
    }

    @Test
    void healthAndFiguresAreThoseOfTheContext() throws Exception {
        try (CamelContext context = context("healthy", "healthy")) {
            HealthCheckRegistry health = HealthCheckRegistry.get(context);
            health.register(health.resolveById("consumers"));
            PrometheusRegistry prometheus = new PrometheusRegistry();
            prometheus.register(new StreamMetrics(context));

            emit("m1");
            awaitReceived("healthy", "m1");

            Fixture.await()
                    .untilAsserted(() -> assertThat(HealthCheckHelper.invokeReadiness(context))
                            .singleElement()
                            .satisfies(result -> {
                                assertThat(result.getCheck().getId()).isEqualTo("consumer:healthy");
                                assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
                            }));
            Fixture.await().untilAsserted(() -> assertThat(acks(prometheus)).isEqualTo(1.0));
        }
    }

    private static double acks(PrometheusRegistry prometheus) {
        return prometheus.scrape(name -> name.equals("wgtwo_acks")).stream()
                .map(CounterSnapshot.class::cast)
                .flatMap(acks -> acks.getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private CamelContext context(String name, String queue) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getComponent("wgtwo", WgtwoComponent.class).setTarget(sandbox.target());
        context.getComponent("wgtwo", WgtwoComponent.class).setPlaintext(true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("wgtwo:events?eventTypes=SMS_EVENT&queueName=" + queue + "&durableName=" + queue)
                        .routeId(name)
                        .process(exchange -> received.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>())
                                .add(Fixture.name(exchange)))
                        .process(AckProcessor.BEAN);
            }
        });
        int open = sandbox.faults().openStreams();
        context.start();
        Fixture.await().until(() -> sandbox.faults().openStreams() > open);
        return context;
    }

    private void emit(String id) {
        Event event = Events.sms(Events.ANNA, id);
        sandbox.emit(event);
    }

    private void awaitReceived(String route, String... ids) {
        Fixture.await().untilAsserted(() -> assertThat(received.get(route)).containsExactly(ids));
    }

    private static Set<String> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count).map(Thread::getName).collect(Collectors.toSet());
    }
}
