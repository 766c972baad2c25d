package com.wgtwo.camel.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged jar in a process of its own, in a folder of its own with the shipped routes and properties. */
public final class AppProcess implements AutoCloseable {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> before = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>(List.of("-Xmx256m"));
    private final List<String> arguments = new ArrayList<>();
    private Process process;
    private boolean withArchive = true;
    private int runs;

    /** Lays the shipped files into a folder. */
    public AppProcess(Path folder) throws IOException {
        this.folder = folder;
        // Further options for the Java machine of each process, for who runs many of them.
        Stream.of(System.getProperty("e2e.jvm", "").split(" "))
                .filter(word -> !word.isEmpty())
                .forEach(jvmOptions::add);
        Files.copy(PROJECT.resolve("application.properties"), folder.resolve("application.properties"));
        // Processes run beside each other; whoever needs the port asks for a free one.
        with("management.address", "off");
        copyFolder("routes");
        copyFolder("kamelets");
    }

    private void copyFolder(String name) throws IOException {
        Path source = PROJECT.resolve(name);
        if (!Files.isDirectory(source)) {
            return;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(name).resolve(source.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Sets a property with -D. */
    public AppProcess with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    public AppProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public AppProcess jvm(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Starts it by the jar alone, as who knows nothing of the archive of classes beside it. */
    public AppProcess withoutArchive() {
        withArchive = false;
        return this;
    }

    /** A command that runs the program, with certain limits for example. */
    public AppProcess under(String... words) {
        before.addAll(List.of(words));
        return this;
    }

    public AppProcess arguments(String... words) {
        arguments.addAll(List.of(words));
        return this;
    }

    /**
     * What a command of the program said.
     *
     * @param exitCode how it ended
     * @param output what it printed
     */
    public record Said(int exitCode, String output) {}

    /** Runs a command of the program beside it: in its folder, with its settings. */
    public Said command(String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command", ".log");
        ProcessBuilder builder = builder(List.of(words)).redirectOutput(output.toFile());
        int exitCode = builder.start().waitFor();
        return new Said(exitCode, Files.readString(output));
    }

    public AppProcess start() throws IOException {
        runs++;
        process = builder(arguments).redirectOutput(logFile().toFile()).start();
        return this;
    }

    private ProcessBuilder builder(List<String> words) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String archive = System.getProperty("wgtwo.archive");
        if (archive != null && withArchive) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(jvmOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(System.getProperty(
                "wgtwo.jar", PROJECT.resolve("target/wgtwo-camel.jar").toString()));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private Path logFile() {
        return folder.resolve("run-" + runs + ".log");
    }

    public Path folder() {
        return folder;
    }

    /** What this run has printed. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public AppProcess awaitLog(String text) {
        return awaitLog(text, Duration.ofSeconds(60));
    }

    /** Waits so long for a text. */
    public AppProcess awaitLog(String text, Duration limit) {
        Awaitility.await("log line with '" + text + "' in\n" + logFile())
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> log().contains(text) || !process.isAlive());
        if (!log().contains(text)) {
            throw new AssertionError("ended with " + process.exitValue() + " before '" + text + "':\n" + log());
        }
        return this;
    }

    /** The lines of this run that have a text in them. */
    public List<String> lines(String text) {
        return log().lines().filter(line -> line.contains(text)).toList();
    }

    /** As an operator or Kubernetes stops it. */
    public void sigterm() {
        process.destroy();
    }

    /** As the kernel does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs:\n" + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
