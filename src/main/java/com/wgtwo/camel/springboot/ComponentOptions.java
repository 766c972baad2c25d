package com.wgtwo.camel.springboot;

import com.wgtwo.camel.component.WgtwoComponent;
import java.util.Map;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The component's options as an application's environment has them. The component itself says which there are. */
final class ComponentOptions {
    private static final Bindable<Map<String, String>> OPTIONS = Bindable.mapOf(String.class, String.class);

    private final Map<String, String> options;

    ComponentOptions(Environment environment) {
        this.options = Binder.get(environment)
                .bind(WgtwoAutoConfiguration.PREFIX, OPTIONS)
                .orElse(Map.of());
    }

    /** @throws IllegalArgumentException in one sentence, when there is no such option */
    void apply(WgtwoComponent component) {
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        options.forEach((name, value) -> {
            String option = StringHelper.dashToCamelCase(name);
            if (!configurer.configure(component.getCamelContext(), component, option, value, true)) {
                throw new IllegalArgumentException(WgtwoAutoConfiguration.PREFIX + "." + name
                        + " is no option of the component; docs/options.md lists them");
            }
        });
    }
}
