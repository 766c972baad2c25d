package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.config.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** Camel's own main program with our settings in place of its way to find properties, and our beans. */
final class CamelProgram extends Main {
    private final Settings settings;
    private final ClassLoader classLoader;

    CamelProgram(Settings settings, ClassLoader classLoader) {
        this.settings = settings;
        this.classLoader = classLoader;
        setDefaultPropertyPlaceholderLocation("false");
        // Signals are ours; see Signals.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
        configure().addConfiguration(new AppBeans());
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = super.createCamelContext();
        context.setApplicationContextClassLoader(classLoader);
        if (context.getPropertiesComponent() instanceof PropertiesComponent properties) {
            // By itself Camel lets the environment win over -D, and both over what the embedded sandbox needs.
            properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
            properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            properties.addPropertiesSource(settings);
        }
        return context;
    }
}
