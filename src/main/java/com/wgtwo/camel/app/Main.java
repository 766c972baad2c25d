package com.wgtwo.camel.app;

import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.manage.DeadLetterCommand;
import com.wgtwo.camel.app.plugins.PluginsCommand;
import com.wgtwo.camel.app.run.Run;
import com.wgtwo.camel.app.tryout.TryCommand;
import com.wgtwo.camel.app.validate.ValidateCommand;
import com.wgtwo.camel.sandbox.SandboxCommand;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entry point of the runnable jar: finds the command in the first argument, and ends with its exit code. */
public final class Main {
    private Main() {}

    /**
     * Runs a command.
     *
     * @param arguments none to run the routes, or the name of a command and its arguments
     */
    public static void main(String[] arguments) {
        System.exit(execute(List.of(arguments)));
    }

    /**
     * Runs a command to its end.
     *
     * @return exit code: 0 when it did what was asked, 1 when not, 2 when there is no such command
     */
    static int execute(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Run.ofThisProcess().execute(List.of());
        }
        Command command = commands().get(arguments.get(0));
        if (command == null) {
            System.err.println(
                    "There is no command '" + arguments.get(0) + "'. Without a command the routes run; others: "
                            + String.join(", ", commands().keySet()) + ".");
            return 2;
        }
        return command.execute(arguments.subList(1, arguments.size()));
    }

    private static Map<String, Command> commands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("sandbox", arguments -> SandboxCommand.run(arguments.toArray(String[]::new), System.out));
        commands.put(
                "validate", new ValidateCommand(Settings::ofThisProcess, Run::classLoaderOfThisProcess, System.out));
        commands.put("try", new TryCommand(Settings::ofThisProcess, Run::classLoaderOfThisProcess, System.out));
        commands.put(
                "dead-letters",
                arguments -> new DeadLetterCommand(Settings::ofThisProcess, System.out, System.err).execute(arguments));
        commands.put(
                "plugins", arguments -> PluginsCommand.ofThisProcess(System.out).execute(arguments));
        commands.put("help", arguments -> help());
        return commands;
    }

    private static int help() {
        System.out.println(String.join(
                System.lineSeparator(),
                Arrays.asList(
                        "java -jar wgtwo-camel.jar                runs the routes in routes/ with"
                                + " application.properties",
                        "java -jar wgtwo-camel.jar validate       checks routes, kamelets and properties, and starts"
                                + " nothing",
                        "java -jar wgtwo-camel.jar try            runs one event through the routes and shows what"
                                + " would go out",
                        "java -jar wgtwo-camel.jar dead-letters   lists, shows, replays, discards events that were"
                                + " given up",
                        "java -jar wgtwo-camel.jar plugins        adds, lists, removes further Camel components",
                        "java -jar wgtwo-camel.jar sandbox        runs the sandbox alone, for other clients",
                        "java -jar wgtwo-camel.jar help           shows this")));
        return 0;
    }
}
