package com.wgtwo.camel.app.tryout;

import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.validate.Checker;
import com.wgtwo.camel.app.validate.FailureSentence;
import com.wgtwo.camel.app.validate.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The command that runs one event through the routes and shows what would come of it. */
public final class TryCommand implements Command {
    private static final String HELP = """
            java -jar wgtwo-camel.jar try --event event.json [--routes DIR]

            Runs one event through the routes and shows every request, mail, statement and message that would go out.
            Nothing goes out, nothing is kept, nobody has revoked consent. The event is written as webhooks get it; see
            routes/examples/events. Exit code 0: the event would be acknowledged; 1: not; 2: a wrong argument.""";

    /** Shown where nothing is set, as the sandbox inside the program would catch it. */
    private static final Map<String, String> STAND_INS = Map.of(
            "sms.webhook.url", "https://sms-webhook.example",
            "events.webhook.url", "https://events-webhook.example",
            "cleanup.webhook.url", "https://cleanup-webhook.example",
            "sms.mail.to", "you@example.com");

    private final Supplier<Settings> settings;
    private final Supplier<ClassLoader> classLoader;
    private final PrintStream out;

    /**
     * The command.
     *
     * @param settings reads the settings
     * @param classLoader where components and beans come from
     */
    public TryCommand(Supplier<Settings> settings, Supplier<ClassLoader> classLoader, PrintStream out) {
        this.settings = settings;
        this.classLoader = classLoader;
        this.out = out;
    }

    @Override
    public int execute(List<String> arguments) {
        String event = null;
        String routes = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--help")) {
                out.println(HELP);
                return 0;
            }
            String value = i + 1 < arguments.size() ? arguments.get(++i) : null;
            if (value != null && argument.equals("--event")) {
                event = value;
            } else if (value != null && argument.equals("--routes")) {
                routes = value;
            } else {
                out.println("try cannot use '" + argument + "'.");
                out.println(HELP);
                return 2;
            }
        }
        if (event == null || !Files.isRegularFile(Path.of(event))) {
            out.println(event == null ? HELP : "There is no file " + event + ".");
            return 2;
        }
        try {
            return run(Files.readString(Path.of(event)), routes) ? 0 : 1;
        } catch (MalformedInputException e) {
            out.println(event + " is no text in UTF-8, which JSON is.");
        } catch (UserMistake | IOException e) {
            out.println(e.getMessage());
        } catch (Exception e) {
            out.println(FailureSentence.of(e));
        }
        return 1;
    }

    private boolean run(String event, @Nullable String directory) throws Exception {
        ClassLoader loader = classLoader.get();
        Settings read = read(directory);
        List<Problem> problems = new Checker(loader).check(read(directory));
        if (!problems.isEmpty()) {
            throw new UserMistake(Problem.lines(problems));
        }
        try (Trial trial = Trial.start(read, loader, out)) {
            return trial.run(event);
        }
    }

    private Settings read(@Nullable String directory) {
        Settings read = settings.get();
        if (directory != null) {
            read.decide("camel.main.routes-include-pattern", "file:" + directory + "/*.camel.yaml");
        }
        if (read.isWithoutPlatform()) {
            STAND_INS.forEach((name, value) -> {
                if (read.get(name).isBlank()) {
                    read.decide(name, value);
                }
            });
        }
        return read;
    }
}
