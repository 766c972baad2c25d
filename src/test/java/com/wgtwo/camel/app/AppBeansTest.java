package com.wgtwo.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.headers.SharedHeadersFactory;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class AppBeansTest {

    @Test
    void newTargetsForgetNothingOfWhatWasDone() throws Exception {
        try (RoutesUnderTest routes = RoutesUnderTest.start(Map.of())) {
            Registry registry = routes.context().getRegistry();
            Object done = registry.lookupByName("doneOnce");
            Object answerable = registry.lookupByName("answerable");
            Object server = registry.lookupByName("mailServer");

            new AppBeans().bindTargets(routes.context());

            assertThat(registry.lookupByName("doneOnce")).isSameAs(done);
            assertThat(registry.lookupByName("answerable")).isSameAs(answerable);
            assertThat(registry.lookupByName("mailServer")).isNotSameAs(server);
        }
    }

    @Test
    void copiesOfMessagesShareTheirHeaders() throws Exception {
        try (RoutesUnderTest routes = RoutesUnderTest.start(Map.of())) {
            assertThat(routes.context().getCamelContextExtension().getHeadersMapFactory())
                    .isInstanceOf(SharedHeadersFactory.class);
        }
    }

    /** Else an edit of it would not reach the routes that use the bean. */
    @Test
    void everyPropertyThatATargetReadsIsNamed() throws Exception {
        try (RoutesUnderTest routes = RoutesUnderTest.start(Map.of())) {
            CamelContext context = routes.context();
            Set<String> read = new TreeSet<>();
            Thread here = Thread.currentThread();
            ((PropertiesComponent) context.getPropertiesComponent())
                    .addPropertiesLookupListener((name, value, defaultValue, source) -> {
                        // What runs beside it, such as the expiry of dead letters, reads properties of its own.
                        if (Thread.currentThread() == here) {
                            read.add(name);
                        }
                    });

            new AppBeans().bindTargets(context);
            AppBeans.PROPERTIES_OF_TARGETS.keySet().forEach(context.getRegistry()::lookupByName);

            assertThat(read)
                    .isEqualTo(AppBeans.PROPERTIES_OF_TARGETS.values().stream()
                            .flatMap(Set::stream)
                            .collect(Collectors.toSet()));
        }
    }
}
