package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.model.Model;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that runs the routes, until the program is asked to end. Then intake ends, what is under way finishes and
 * is acknowledged, and the exit code is 0; a start that fails says why in one sentence and gives 1.
 */
public final class Run implements Command {
    /** Two tries and an acknowledgement should fit into the ack timeout. */
    private static final int TRIES_PER_ACK_TIMEOUT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Path directory;
    private final Supplier<Settings> source;
    private final Signalled signalled;

    /**
     * The command with everything it depends on.
     *
     * @param directory where {@code plugins/} is
     * @param source reads the settings
     * @param signalled lets somebody end the program
     */
    Run(Path directory, Supplier<Settings> source, Signalled signalled) {
        this.directory = directory;
        this.source = source;
        this.signalled = signalled;
    }

    /** The command as this process is to run it: working directory, system properties, environment, signals. */
    public static Run ofThisProcess() {
        return new Run(Path.of(""), Settings::ofThisProcess, Signals::onEnd);
    }

    /** Lets somebody end the program. */
    @FunctionalInterface
    interface Signalled {
        void onEnd(Runnable action);
    }

    @Override
    public int execute(List<String> arguments) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            run();
            return 0;
        } catch (UserMistake e) {
            LOG.error("Not started: {}", e.getMessage());
            return 1;
        } catch (Exception e) {
            LOG.error("Not started: {}", StartFailure.sentence(e));
            LOG.debug("The reason in full", e);
            return 1;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void run() throws Exception {
        Settings settings = source.get();
        LogLevels.apply(settings);
        Plugins plugins = Plugins.in(directory.resolve("plugins"));
        ClassLoader classLoader = plugins.over(Run.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classLoader);
        boolean embedded = settings.get("wgtwo.target").isBlank()
                && settings.get("wgtwo.regions").isBlank();
        if (embedded) {
            settings.check(value -> value);
        }
        try (EmbeddedSandbox sandbox = embedded ? EmbeddedSandbox.start(settings) : null) {
            String page = sandbox == null ? null : sandbox.pageUrl();
            CamelProgram camel = new CamelProgram(settings, classLoader);
            camel.addMainListener(new Steps(
                    main -> prepare(main, settings), this::refuseToRunNothing, main -> report(main, page, plugins)));
            signalled.onEnd(camel::completed);
            try {
                camel.run();
            } finally {
                camel.shutdown();
            }
            LOG.info("Stopped.");
        }
    }

    private static void prepare(BaseMainSupport main, Settings settings) {
        CamelContext context = main.getCamelContext();
        settings.check(context::resolvePropertyPlaceholders);
        Duration tryTimeout = duration(context, "delivery.try-timeout");
        Duration share = duration(context, "wgtwo.ack-timeout").dividedBy(TRIES_PER_ACK_TIMEOUT);
        Duration used = tryTimeout.compareTo(share) < 0 ? tryTimeout : share;
        settings.decide("delivery.try-timeout", String.valueOf(used.toMillis()));
    }

    private void refuseToRunNothing(BaseMainSupport main) {
        Model model = main.getCamelContext().getCamelContextExtension().getContextPlugin(Model.class);
        if (model.getRouteDefinitions().isEmpty()) {
            throw new UserMistake("There are no routes: nothing fits "
                    + main.configure().getRoutesIncludePattern() + " in " + directory.toAbsolutePath() + ".");
        }
    }

    private static void report(BaseMainSupport main, @Nullable String page, Plugins plugins) {
        CamelContext context = main.getCamelContext();
        new StartReport(name -> context.resolvePropertyPlaceholders("{{" + name + "}}"))
                .log(page, plugins.names(), context.getRoutesSize());
    }

    private static Duration duration(CamelContext context, String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(
                context.resolvePropertyPlaceholders("{{" + name + "}}").strip()));
    }
}
