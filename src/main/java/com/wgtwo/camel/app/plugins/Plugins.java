package com.wgtwo.camel.app.plugins;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The jars that a user put into {@code plugins/}: further Camel components, drivers, beans. */
public final class Plugins {
    private final Path directory;
    private final List<Path> jars;

    private Plugins(Path directory, List<Path> jars) {
        this.directory = directory;
        this.jars = jars;
    }

    /**
     * The jars right in a directory, which need not exist, and in the folders of it, in the order of their names.
     *
     * @throws UserMistake when one of them is no jar, for instance because only half of it was copied, or does not fit
     *     what is inside this program
     */
    public static Plugins in(Path directory) {
        return in(directory, Inside::ofThisProgram);
    }

    static Plugins in(Path directory, Supplier<Inside> contents) {
        Plugins found = find(directory);
        if (!found.jars.isEmpty()) {
            Inside inside = contents.get();
            found.jars.forEach(jar -> check(jar, inside));
        }
        return found;
    }

    /** As {@link #in}, whatever the jars are. */
    static Plugins find(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new Plugins(directory, List.of());
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return new Plugins(
                    directory,
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new UserMistake("Cannot read the directory " + directory.toAbsolutePath() + ".", e);
        }
    }

    /** What was put in: names of jars, and of folders in place of the jars in them. */
    public List<String> names() {
        return jars.stream()
                .map(jar -> directory.relativize(jar).getName(0).toString())
                .distinct()
                .toList();
    }

    List<Path> jars() {
        return jars;
    }

    /** A class loader that finds what is in the jars too; the given one when there are none. */
    public ClassLoader over(ClassLoader parent) {
        return jars.isEmpty()
                ? parent
                : new URLClassLoader("plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), parent);
    }

    private static void check(Path jar, Inside inside) {
        Optional<String> clash = Library.of(jar).flatMap(inside::clash);
        if (clash.isPresent()) {
            throw new UserMistake(jar + " does not fit: " + clash.get() + ".");
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
