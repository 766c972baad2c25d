package com.wgtwo.camel.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of the benchmark, which talks in lines, and what the kernel says of it. */
final class Child implements AutoCloseable {
    private static final double CLOCK_TICKS_PER_SECOND = 100;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Writer input;

    Child(List<String> command, File folder, File errors) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder)
                .redirectError(errors)
                .start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("failed " + e.getMessage());
        }
    }

    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The words of the next line that starts with a word. */
    String[] await(String word, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IllegalStateException("No \"" + word + "\" within " + limit.toSeconds() + " s");
            }
            if (line.startsWith(word)) {
                return line.split(" ");
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Seconds of CPU so far, all threads together. */
    double cpuSeconds() {
        String stat = proc("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS_PER_SECOND;
    }

    /** Resident memory in megabytes: VmRSS now, VmHWM at its highest. */
    long megabytes(String name) {
        return proc("status")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private String proc(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
