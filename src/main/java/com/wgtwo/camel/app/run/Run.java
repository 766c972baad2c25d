package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.console.ProgramNotes;
import com.wgtwo.camel.app.failure.History;
import com.wgtwo.camel.app.plugins.Plugins;
import com.wgtwo.camel.app.reload.Reload;
import com.wgtwo.camel.app.reload.ReloadableProgram;
import com.wgtwo.camel.app.validate.Checker;
import com.wgtwo.camel.app.validate.FailureSentence;
import com.wgtwo.camel.app.validate.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
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

    /** Where classes of this process come from, those of {@code plugins/} included. */
    public static ClassLoader classLoaderOfThisProcess() {
        return Plugins.in(Path.of("plugins")).over(Run.class.getClassLoader());
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
        } catch (Exception | LinkageError e) {
            LOG.error("Not started: {}", FailureSentence.of(e));
            LOG.debug("The reason in full", e);
            return 1;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void run() throws Exception {
        Settings settings = source.get();
        Ahead.begin(settings);
        LogFormat.apply(settings);
        LogLevels.apply(settings);
        List<String> visible = settings.secretsOnCommandLine();
        if (!visible.isEmpty()) {
            LOG.warn(
                    "Given with -D, where the list of processes shows it to everybody on this machine: {}. Better give it by"
                            + " the environment, or as {}.",
                    String.join(", ", visible),
                    "{{file:/run/secrets/name}}");
        }
        Plugins plugins = Plugins.in(directory.resolve("plugins"));
        ClassLoader classLoader = plugins.over(Run.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classLoader);
        boolean embedded = settings.isWithoutPlatform();
        if (embedded) {
            settings.check(value -> value);
        }
        try (EmbeddedSandbox sandbox = embedded ? EmbeddedSandbox.start(settings) : null) {
            String page = sandbox == null ? null : sandbox.pageUrl();
            ProgramNotes notes = new ProgramNotes(Clock.systemUTC(), StartReport.version(), page);
            Supplier<Settings> reading = () -> {
                Settings anew = source.get();
                if (sandbox != null) {
                    sandbox.settle(anew);
                }
                return anew;
            };
            Checker checker = new Checker(classLoader);
            AppBeans beans = new AppBeans();
            ReloadableProgram camel = new ReloadableProgram(settings, classLoader, beans);
            camel.bind("programNotes", notes);
            AtomicReference<@Nullable Reload> reload = new AtomicReference<>();
            camel.addMainListener(new Steps(
                    main -> {
                        refuseToRunNothing(main);
                        checker.refuseLooseEnds(settings, main.getCamelContext());
                        if (Boolean.parseBoolean(settings.getPlain("routes.reload"))) {
                            reload.set(new Reload(
                                    camel.getCamelContext(),
                                    settings,
                                    reading,
                                    checker,
                                    context -> {
                                        LogLevels.apply(settings);
                                        beans.bindTargets(context);
                                    },
                                    refusal -> {
                                        notes.refused(refusal);
                                        if (sandbox != null) {
                                            sandbox.notice(refusal);
                                        }
                                    }));
                        }
                    },
                    main -> {
                        report(main, page, plugins);
                        begin(main.getCamelContext(), reload.get());
                    }));
            signalled.onEnd(camel::completed);
            try {
                camel.run();
            } catch (Exception e) {
                throw explained(e, checker, reading);
            } finally {
                camel.shutdown();
            }
            LOG.info("Stopped.");
        }
    }

    private static void begin(CamelContext context, @Nullable Reload reload) {
        if (reload != null) {
            try {
                context.addService(reload);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }

    /** With the place in the file, when it is a file that keeps the program from starting. */
    private static Exception explained(Exception failure, Checker checker, Supplier<Settings> reading) {
        if (FailureSentence.isUserMistake(failure)) {
            return failure;
        }
        List<Problem> problems = checker.check(reading.get());
        return problems.isEmpty() ? failure : new UserMistake(Problem.lines(problems), failure);
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
        History.remark(
                        Integer.parseInt(context.resolvePropertyPlaceholders("{{wgtwo.max-deliveries}}")
                                .strip()),
                        Duration.ofMillis(
                                TimeUtils.toMilliSeconds(context.resolvePropertyPlaceholders("{{wgtwo.ack-timeout}}")
                                        .strip())))
                .ifPresent(LOG::info);
        new StartReport(name -> context.resolvePropertyPlaceholders("{{" + name + "}}"))
                .log(page, plugins.names(), context.getRoutesSize());
    }
}
