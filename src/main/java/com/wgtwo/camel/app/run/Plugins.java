package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The jars that a user put into {@code plugins/}: further Camel components, drivers, beans. */
final class Plugins {
    private final List<Path> jars;

    private Plugins(List<Path> jars) {
        this.jars = jars;
    }

    /**
     * The jars right in a directory, which need not exist, in the order of their names.
     *
     * @throws UserMistake when one of them is no jar, for instance because only half of it was copied
     */
    static Plugins in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new Plugins(List.of());
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            jars.forEach(Plugins::check);
            return new Plugins(jars);
        } catch (IOException e) {
            throw new UserMistake("Cannot read the directory " + directory.toAbsolutePath() + ".", e);
        }
    }

    /** File names without directory. */
    List<String> names() {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    /** A class loader that finds what is in the jars too; the given one when there are none. */
    ClassLoader over(ClassLoader parent) {
        return jars.isEmpty()
                ? parent
                : new URLClassLoader("plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), parent);
    }

    private static void check(Path jar) {
        try (ZipFile opened = new ZipFile(jar.toFile())) {
            opened.size();
        } catch (ZipException e) {
            throw new UserMistake(jar + " is not a complete jar file: copy it again, or remove it.", e);
        } catch (IOException e) {
            throw new UserMistake(jar + " cannot be read.", e);
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
