package com.wgtwo.camel.app.plugins;

import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The command {@code plugins}: fetches, lists and removes jars that the program is to have on its class path. */
public final class PluginsCommand implements Command {
    private static final String HELP = """
            java -jar wgtwo-camel.jar plugins add LIBRARY…    fetches libraries, with what they need, by the mvn on the path
            java -jar wgtwo-camel.jar plugins list            shows what is in plugins/
            java -jar wgtwo-camel.jar plugins remove NAME     removes a folder or a jar of plugins/

            LIBRARY is the name of one of Camel's, such as camel-kafka, or group:name:version. Several that belong
            together go into one command. What is inside the program already is not fetched, and what does not fit it is
            refused. A change counts from the next start.""";

    private final Path directory;
    private final Supplier<Inside> inside;
    private final Libraries libraries;
    private final PrintStream out;

    PluginsCommand(Path directory, Supplier<Inside> inside, Libraries libraries, PrintStream out) {
        this.directory = directory;
        this.inside = inside;
        this.libraries = libraries;
        this.out = out;
    }

    /** The command for {@code plugins/} in the working directory. */
    public static PluginsCommand ofThisProcess(PrintStream out) {
        return new PluginsCommand(Path.of("plugins"), Inside::ofThisProgram, new MavenLibraries(), out);
    }

    /** Exit code 0 when it was done, 1 when not, 2 when it is not clear what is meant. */
    @Override
    public int execute(List<String> arguments) {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> names = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        try {
            if (verb.equals("add") && !names.isEmpty()) {
                add(names);
            } else if (verb.equals("list") && names.isEmpty()) {
                list();
            } else if (verb.equals("remove") && names.size() == 1) {
                remove(names.get(0));
            } else {
                out.println(HELP);
                return verb.equals("--help") ? 0 : 2;
            }
            return 0;
        } catch (UserMistake e) {
            out.println(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            out.println("The files in " + directory + "/ could not be changed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("Interrupted.");
        }
        return 1;
    }

    private void add(List<String> names) throws IOException, InterruptedException {
        Inside contents = inside.get();
        String camelVersion = contents.camelVersion();
        List<Library> wanted =
                names.stream().map(name -> Library.parse(name, camelVersion)).toList();
        Path workspace = Files.createTempDirectory("plugins");
        try {
            Map<Library, Path> all = libraries.get(wanted, camelVersion, workspace);
            all.keySet().forEach(library -> refuseClash(library, contents));
            String name = wanted.get(0).name();
            Plugins others = Plugins.find(directory);
            Path incoming = Files.createDirectory(workspace.resolve("incoming"));
            int count = 0;
            for (Map.Entry<Library, Path> one : all.entrySet()) {
                if (contents.find(one.getKey()).isEmpty()) {
                    refuseTwo(one.getKey(), others, name);
                    Files.copy(one.getValue(), incoming.resolve(one.getValue().getFileName()));
                    count++;
                }
            }
            if (count == 0) {
                out.println("Nothing to add: " + wanted.get(0).name() + " and what it needs is inside the program.");
                return;
            }
            Path target = directory.resolve(name);
            delete(target);
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(incoming)) {
                for (Path file : files.toList()) {
                    Files.move(file, target.resolve(file.getFileName()));
                }
            }
            out.println("Added " + wanted.get(0) + " to " + target + "/, with " + (count - 1)
                    + " jars that are not inside the program. It counts from the next start.");
        } finally {
            delete(workspace);
        }
    }

    private static void refuseClash(Library library, Inside contents) {
        contents.clash(library).ifPresent(reason -> {
            throw new UserMistake("Not added: " + library + " does not fit: " + reason + ".");
        });
    }

    /** The class path has room for one version only. */
    private void refuseTwo(Library library, Plugins others, String name) {
        for (Path jar : others.jars()) {
            Optional<Library> other = Library.of(jar)
                    .filter(library::isSame)
                    .filter(found -> !found.version().equals(library.version()));
            if (other.isPresent() && !jar.startsWith(directory.resolve(name))) {
                throw new UserMistake("Not added: it needs " + library + ", and " + jar + " is "
                        + other.get().version() + ": add both in one command, or remove that one first.");
            }
        }
    }

    private void list() {
        Plugins plugins = Plugins.find(directory);
        if (plugins.jars().isEmpty()) {
            out.println("There is nothing in " + directory + "/.");
        }
        for (Path jar : plugins.jars()) {
            Optional<Library> library = Library.of(jar);
            out.println(directory.relativize(jar)
                    + library.map(known -> "  " + known).orElse("")
                    + library.flatMap(inside.get()::clash)
                            .map(reason -> "  does not fit: " + reason)
                            .orElse(""));
        }
    }

    private void remove(String name) throws IOException {
        if (!Plugins.find(directory).names().contains(name)) {
            throw new UserMistake("There is no " + name + " in " + directory + "/; 'plugins list' shows what is.");
        }
        delete(directory.resolve(name));
        out.println("Removed " + name + ". It counts from the next start.");
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
