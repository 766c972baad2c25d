package com.wgtwo.camel.app;

import com.wgtwo.camel.app.config.SecretFiles;
import com.wgtwo.camel.app.config.Settings;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.TimeUtils;

/** Camel's own main program with our settings in place of its way to find properties, and our beans. */
public class CamelProgram extends Main {
    /** Two tries and an acknowledgement should fit into the ack timeout. */
    private static final int TRIES_PER_ACK_TIMEOUT = 3;

    private final Settings settings;
    private final ClassLoader classLoader;

    /**
     * The program, not yet made.
     *
     * @param beans what the routes refer to
     */
    public CamelProgram(Settings settings, ClassLoader classLoader, AppBeans beans) {
        this.settings = settings;
        this.classLoader = classLoader;
        setDefaultPropertyPlaceholderLocation("false");
        // Signals are ours; see Signals.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
        configure().addConfiguration(beans);
        addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                prepare(main.getCamelContext(), settings);
            }
        });
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = super.createCamelContext();
        prepareContext(context);
        return context;
    }

    /** Gives a context our class loader and settings. */
    protected final void prepareContext(CamelContext context) {
        context.setApplicationContextClassLoader(classLoader);
        if (context.getPropertiesComponent() instanceof PropertiesComponent properties) {
            // By itself Camel lets the environment win over -D, and both over what the embedded sandbox needs.
            properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
            properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            properties.addPropertiesSource(settings);
            properties.addPropertiesFunction(new SecretFiles());
        }
    }

    private static void prepare(CamelContext context, Settings settings) {
        settings.check(context::resolvePropertyPlaceholders);
        Duration tryTimeout = duration(context, "delivery.try-timeout");
        Duration share = duration(context, "wgtwo.ack-timeout").dividedBy(TRIES_PER_ACK_TIMEOUT);
        Duration used = tryTimeout.compareTo(share) < 0 ? tryTimeout : share;
        settings.decide("delivery.try-timeout", String.valueOf(used.toMillis()));
    }

    private static Duration duration(CamelContext context, String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(
                context.resolvePropertyPlaceholders("{{" + name + "}}").strip()));
    }
}
