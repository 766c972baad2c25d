package com.wgtwo.camel.app.validate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The command that checks routes, kamelets and properties without starting anything. Files that are given by name are
 * checked together with those in use, so that a file can be checked before it is put there.
 */
public final class ValidateCommand implements Command {
    private static final String HELP = """
            java -jar wgtwo-camel.jar validate [--json] [files]

            Checks the routes, kamelets and application.properties that would run, and the files given, which may lie
            anywhere. Nothing is started. Exit code 0: all is right; 1: something is wrong; 2: a wrong argument.""";

    private final Supplier<Settings> settings;
    private final Supplier<ClassLoader> classLoader;
    private final PrintStream out;

    /**
     * The command.
     *
     * @param settings reads the settings
     * @param classLoader where components and beans come from
     */
    public ValidateCommand(Supplier<Settings> settings, Supplier<ClassLoader> classLoader, PrintStream out) {
        this.settings = settings;
        this.classLoader = classLoader;
        this.out = out;
    }

    @Override
    public int execute(List<String> arguments) {
        boolean json = false;
        List<Path> given = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--help")) {
                out.println(HELP);
                return 0;
            } else if (argument.equals("--json")) {
                json = true;
            } else if (argument.startsWith("-")) {
                out.println("validate has no option " + argument + "; there is --json.");
                return 2;
            } else if (!Files.isRegularFile(Path.of(argument))) {
                out.println("There is no file " + argument + ".");
                return 2;
            } else {
                given.add(Path.of(argument));
            }
        }
        List<Path> files = new ArrayList<>();
        List<Problem> problems = problems(given, files);
        out.println(json ? json(problems) : text(problems, files.size()));
        return problems.isEmpty() ? 0 : 1;
    }

    private List<Problem> problems(List<Path> given, List<Path> files) {
        try {
            Settings read = settings.get();
            List<Path> routes = new ArrayList<>(FilesOfRoutes.routes(read));
            List<Path> kamelets = new ArrayList<>(FilesOfRoutes.kamelets(read));
            for (Path file : given) {
                List<Path> kind = file.toString().endsWith(".kamelet.yaml") ? kamelets : routes;
                if (kind.stream().noneMatch(known -> known.toAbsolutePath().equals(file.toAbsolutePath()))) {
                    kind.add(file);
                }
            }
            files.addAll(routes);
            files.addAll(kamelets);
            return new Checker(classLoader.get()).check(read, EditedFile.read(routes), EditedFile.read(kamelets));
        } catch (UserMistake e) {
            return List.of(Problem.of("settings", String.valueOf(e.getMessage())));
        }
    }

    private static String text(List<Problem> problems, int files) {
        if (problems.isEmpty()) {
            return files + " files and the properties are right.";
        }
        StringBuilder answer = new StringBuilder();
        problems.forEach(problem -> answer.append(problem).append(System.lineSeparator()));
        return answer.append(problems.size() == 1 ? "1 problem." : problems.size() + " problems.")
                .toString();
    }

    private static String json(List<Problem> problems) {
        ArrayNode answer = new ObjectMapper().createArrayNode();
        for (Problem problem : problems) {
            ObjectNode node = answer.addObject();
            node.put("file", problem.file());
            node.put("line", problem.line());
            node.put("column", problem.column());
            node.put("sentence", problem.sentence());
        }
        return answer.toPrettyString();
    }
}
