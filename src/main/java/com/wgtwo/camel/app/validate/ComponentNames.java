package com.wgtwo.camel.app.validate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;

/** The names of the Camel components on a class path, which nothing else has a list of. */
final class ComponentNames {
    private static final String PLACE = "META-INF/services/org/apache/camel/component/";

    private ComponentNames() {}

    static Set<String> of(ClassLoader classLoader) {
        Set<String> names = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            collect(new File(entry), names);
        }
        if (classLoader instanceof URLClassLoader jars) {
            for (URL jar : jars.getURLs()) {
                collect(new File(URI.create(jar.toString())), names);
            }
        }
        return names;
    }

    private static void collect(File jarOrDirectory, Set<String> names) {
        String[] files = new File(jarOrDirectory, PLACE).list();
        if (files != null) {
            names.addAll(List.of(files));
        } else if (jarOrDirectory.isFile()) {
            try (ZipFile jar = new ZipFile(jarOrDirectory)) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(PLACE) && name.length() > PLACE.length())
                        .map(name -> name.substring(PLACE.length()))
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
