package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The projects of {@code samples/} as a user runs them, by Maven. In the place of the local repository stands one more
 * project, which has the name, the dependencies and the classes of the packaged library, so that nothing need be installed
 * and no other build on the machine is in the way.
 */
final class SampleProjects {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /** Has the jar's name, because Camel JBang looks for it in the class path before it fetches one. */
    private static final String LIBRARY = Path.of(System.getProperty("wgtwo.library-jar"))
            .getFileName()
            .toString()
            .replaceFirst("\\.jar$", "");

    /** What Maven says on a machine that cannot fetch; that it does not find the library would be a mistake of ours. */
    private static final Pattern CANNOT_FETCH = Pattern.compile(
            "\\[ERROR](?!.*artifact com\\.wgtwo).*(could not be resolved|Could not (find|transfer) artifact|No plugin found).*");

    private final Path folder;

    /**
     * Lays them out.
     *
     * @param folder an empty folder
     */
    SampleProjects(Path folder) throws IOException {
        this.folder = folder;
        copy(PROJECT.resolve("samples"), folder.resolve("samples"));
        copy(PROJECT.resolve("kamelets"), folder.resolve("kamelets"));
        Path library = folder.resolve(LIBRARY);
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(System.getProperty("wgtwo.library-jar")))) {
            copy(jar.getPath("/"), library.resolve("target/classes"));
        }
        Files.writeString(library.resolve("pom.xml"), library(Files.readString(PROJECT.resolve("pom.xml"))));
        Files.writeString(folder.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>samples</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>
                    <module>%s</module>
                    <module>samples/plain</module>
                    <module>samples/spring-boot</module>
                    <module>samples/jbang</module>
                  </modules>
                </project>
                """.formatted(LIBRARY));
    }

    /** This project's own description without what builds it: it is built. Nothing of it runs when a sample does. */
    private static String library(String pom) {
        Pattern build = Pattern.compile("<build>.*</profiles>", Pattern.DOTALL);
        assertThat(pom).containsPattern(build);
        return build.matcher(pom).replaceFirst("""
                        <build>
                          <plugins>
                            <plugin>
                              <artifactId>maven-resources-plugin</artifactId>
                              <version>3.3.1</version>
                            </plugin>
                            <plugin>
                              <artifactId>maven-compiler-plugin</artifactId>
                              <version>3.16.0</version>
                            </plugin>
                            <plugin>
                              <groupId>org.codehaus.mojo</groupId>
                              <artifactId>exec-maven-plugin</artifactId>
                              <version>3.5.0</version>
                            </plugin>
                          </plugins>
                        </build>
                        """).replaceFirst("<properties>", """
                        <properties>
                          <exec.skip>true</exec.skip>
                          <exec.mainClass>none</exec.mainClass>
                          <exec.executable>none</exec.executable>
                          <spring-boot.run.skip>true</spring-boot.run.skip>
                        """);
    }

    /** Runs Maven's goals for a sample, on and on until it ends by itself or is closed. */
    Run run(String sample, String... goals) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "--batch-mode",
                "--quiet",
                "-Dstyle.color=never",
                "--projects",
                "com.wgtwo.camel:camel-wgtwo,com.example:sms-" + sample));
        command.addAll(List.of(goals));
        Path log = folder.resolve(sample + ".log");
        try {
            ProcessBuilder maven = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // It lives for some seconds, which are better not spent on compiling Maven.
            maven.environment().merge("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", (a, b) -> a + " " + b);
            return new Run(sample, maven.start(), log);
        } catch (IOException e) {
            return skipped(sample, "there is no mvn on the path");
        }
    }

    private static Run skipped(String sample, String why) {
        String said = "The sample " + sample + " was NOT tried: " + why;
        System.err.println(said);
        assumeThat(false).as(said).isTrue();
        throw new IllegalStateException(said);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    /** A sample that runs. */
    static final class Run implements AutoCloseable {
        private final String sample;
        private final Process maven;
        private final Path log;

        Run(String sample, Process maven, Path log) {
            this.sample = sample;
            this.maven = maven;
            this.log = log;
        }

        /** What it said so far. Skips the test, loudly, when Maven cannot have what the sample needs. */
        String log() {
            try {
                String said = Files.readString(log);
                CANNOT_FETCH
                        .matcher(said)
                        .results()
                        .findFirst()
                        .ifPresent(line ->
                                skipped(sample, "Maven has not what it needs, and cannot fetch it: " + line.group()));
                return said;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isAlive() {
            log();
            return maven.isAlive();
        }

        /** Ends it as Ctrl+C does: Maven, and the process that Maven started. */
        @Override
        public void close() throws InterruptedException {
            List<ProcessHandle> processes = Stream.concat(maven.descendants(), Stream.of(maven.toHandle()))
                    .toList();
            processes.forEach(ProcessHandle::destroy);
            processes.forEach(process -> process.onExit().join());
            maven.waitFor();
        }
    }
}
