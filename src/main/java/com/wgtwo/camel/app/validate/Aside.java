package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.config.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.LifecycleStrategy;

/**
 * A Camel context as the program's own, with beans of its own and a database in memory, that has no routes and is not
 * started: what is built in it is really built, but nothing of it runs, listens or connects.
 */
final class Aside implements AutoCloseable {
    private final Program program;

    private Aside(Program program) {
        this.program = program;
    }

    /**
     * Makes one.
     *
     * @param settings a reading of the settings for this purpose alone
     */
    static Aside open(Settings settings, ClassLoader classLoader) throws Exception {
        settings.decide("camel.main.name", "wgtwo-camel-aside");
        Isolation.apply(settings);
        Program program = new Program(settings, classLoader);
        Aside aside = new Aside(program);
        try {
            program.init();
            CamelContext context = program.getCamelContext();
            context.getComponent("kamelet");
            // What a start would do next: components get the beans they need, and from now on a kamelet is built
            // together
            // with the route that uses it.
            for (LifecycleStrategy strategy : context.getLifecycleStrategies()) {
                strategy.onContextInitializing(context);
                strategy.onContextInitialized(context);
            }
            return aside;
        } catch (Exception e) {
            aside.close();
            throw e;
        }
    }

    CamelContext context() {
        return program.getCamelContext();
    }

    @Override
    public void close() {
        program.shutdown();
    }

    /** Loads no route files by itself. */
    private static final class Program extends CamelProgram {
        Program(Settings settings, ClassLoader classLoader) {
            super(settings, classLoader, Isolation.beans());
        }

        @Override
        protected void configureRoutes(CamelContext context) {
            // They are built one by one, so that each mistake is found.
        }
    }
}
