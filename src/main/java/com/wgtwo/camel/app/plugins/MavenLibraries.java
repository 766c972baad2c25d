package com.wgtwo.camel.app.plugins;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gets libraries with all that they need, by the {@code mvn} on the path and its settings. */
final class MavenLibraries implements Libraries {
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

    @Override
    public Map<Library, Path> get(List<Library> wanted, String camelVersion, Path workspace)
            throws IOException, InterruptedException {
        Files.writeString(workspace.resolve("pom.xml"), project(wanted, camelVersion));
        Path copied = workspace.resolve("libraries");
        String said = run(
                workspace,
                List.of(
                        System.getProperty("os.name", "")
                                        .toLowerCase(Locale.ROOT)
                                        .contains("windows")
                                ? "mvn.cmd"
                                : "mvn",
                        "--batch-mode",
                        "--quiet",
                        "-Dstyle.color=never",
                        GOAL,
                        "-DincludeScope=runtime",
                        "-Dmdep.useRepositoryLayout=true",
                        "-DoutputDirectory=" + copied));
        if (!said.isEmpty()) {
            throw new UserMistake("Maven could not get "
                    + wanted.stream().map(Library::toString).collect(Collectors.joining(", ")) + ": " + said);
        }
        Map<Library, Path> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(copied)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                found.put(ofPlace(copied.relativize(jar)), jar);
            }
        }
        return found;
    }

    /** A repository's layout: the group's folders, then one of the name, one of the version, and the file. */
    private static Library ofPlace(Path place) {
        int names = place.getNameCount();
        return new Library(
                place.subpath(0, names - 3)
                        .toString()
                        .replace(place.getFileSystem().getSeparator(), "."),
                place.getName(names - 3).toString(),
                place.getName(names - 2).toString());
    }

    /** @return the first mistake Maven told; empty when it succeeded */
    private static String run(Path workspace, List<String> command) throws IOException, InterruptedException {
        Process maven;
        try {
            maven = new ProcessBuilder(command)
                    .directory(workspace.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UserMistake(
                    "There is no mvn on the path: install Maven, or copy the jars into plugins/ by hand.", e);
        }
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (maven.waitFor() == 0) {
            return "";
        }
        return said.lines()
                .filter(line -> line.contains("[ERROR]"))
                .findFirst()
                .map(line -> line.replace("[ERROR]", "").strip())
                .orElse("it ended with an error and said nothing.");
    }

    static String project(List<Library> wanted, String camelVersion) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>plugins</groupId>
                  <artifactId>plugins</artifactId>
                  <version>1</version>
                  <dependencyManagement>
                    <dependencies>
                %s      <dependency>
                        <groupId>org.apache.camel</groupId>
                        <artifactId>camel-bom</artifactId>
                        <version>%s</version>
                        <type>pom</type>
                        <scope>import</scope>
                      </dependency>
                    </dependencies>
                  </dependencyManagement>
                  <dependencies>
                %s  </dependencies>
                </project>
                """.formatted(
                        // First, so that they go before Camel's.
                        dependencies(TestedVersions.all()), camelVersion, dependencies(wanted));
    }

    private static String dependencies(List<Library> libraries) {
        return libraries.stream()
                .map(library -> """
                            <dependency>
                              <groupId>%s</groupId>
                              <artifactId>%s</artifactId>
                              <version>%s</version>
                            </dependency>
                        """.formatted(library.group(), library.name(), library.version()))
                .collect(Collectors.joining());
    }
}
