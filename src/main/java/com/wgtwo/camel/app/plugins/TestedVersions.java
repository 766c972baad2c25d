package com.wgtwo.camel.app.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** The versions to take of what components need, where the one that Camel asks for has a known fault. */
final class TestedVersions {
    private static final String FILE = "tested-versions.properties";

    private TestedVersions() {}

    /** @throws UncheckedIOException when the program's own file cannot be read */
    static List<Library> all() {
        Properties read = new Properties();
        try (InputStream content = TestedVersions.class.getResourceAsStream(FILE)) {
            if (content == null) {
                throw new IOException("There is no " + FILE + " in this program.");
            }
            read.load(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.stringPropertyNames().stream()
                .sorted()
                .map(name -> Library.parse(name + ":" + read.getProperty(name), ""))
                .toList();
    }
}
