package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes whose ten threads write to an H2 file, and looks whether the next one can write everything that they were
 * at. By chance only: run it with as many kills as are wanted, some 300, which take ten minutes.
 * {@code mvn test -Dtest=KilledWritersTest -Dkills=300}
 */
@EnabledIfSystemProperty(named = "kills", matches = "\\d+")
class KilledWritersTest {
    private static final int WRITERS = 10;
    private static final String READY = "ready";

    @TempDir
    private Path directory;

    @Test
    void whatAKilledProcessWasWritingTheNextOneCanWrite() throws Exception {
        Random random = new Random();
        String url = "jdbc:h2:file:" + directory.resolve("data");
        for (int kill = 0; kill < Integer.getInteger("kills"); kill++) {
            List<String> begun = beginAndKill(url, kill, 100 + random.nextInt(900));
            try (HikariDataSource database = Database.open(url, "", () -> "")) {
                DoneStore done = new DoneStore(() -> database, Clock.systemUTC());
                List<String> missing =
                        begun.stream().filter(key -> !done.contains(key)).toList();
                assertThat(missing).as("what was under way").hasSizeLessThanOrEqualTo(WRITERS);
                begun.stream().skip(Math.max(0, begun.size() - 5 * WRITERS)).forEach(done::commit);
                missing.forEach(done::commit);
            }
        }
    }

    private static List<String> beginAndKill(String url, int kill, int milliseconds) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWritersTest.class.getName(),
                        url,
                        String.valueOf(kill))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> begun = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && !line.equals(READY); line = lines.readLine()) {}
            Thread killer = new Thread(() -> killAfter(process, milliseconds));
            killer.start();
            lines.lines().forEach(begun::add);
            killer.join();
        }
        return begun;
    }

    private static void killAfter(Process process, int milliseconds) {
        try {
            process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The handle: the process itself would close what it has said.
        process.toHandle().destroyForcibly();
    }

    /** The process to be killed: says of each entry that it begins with it. */
    public static void main(String[] arguments) {
        HikariDataSource database = Database.open(arguments[0], "", () -> "");
        DoneStore done = new DoneStore(() -> database, Clock.systemUTC());
        AtomicLong number = new AtomicLong();
        System.out.println(READY);
        Stream.generate(() -> new Thread(() -> {
                    while (true) {
                        String key = "event " + arguments[1] + " " + number.incrementAndGet();
                        System.out.println(key);
                        done.commit(key);
                    }
                }))
                .limit(WRITERS)
                .forEach(Thread::start);
    }
}
