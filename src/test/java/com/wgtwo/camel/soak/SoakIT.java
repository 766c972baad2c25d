package com.wgtwo.camel.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.e2e.AppProcess;
import com.wgtwo.camel.e2e.Rig;
import com.wgtwo.camel.e2e.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults over many events for a long time, against the packaged jar. Runs with {@code -Dsoak=true} only;
 * {@code -Dsoak.minutes} (30), {@code -Dsoak.events} (200,000) and {@code -Dsoak.seed} (random, printed) change it.
 */
@EnabledIfSystemProperty(named = "soak", matches = "true")
class SoakIT {

    private static final int SUBSCRIBERS = 500;
    private static final Duration TICK = Duration.ofMillis(20);

    private final Duration length = Duration.ofMinutes(Long.getLong("soak.minutes", 30));
    private final int events = Integer.getInteger("soak.events", 200_000);
    private final long seed = Long.getLong("soak.seed", System.nanoTime() & 0xffffff);

    @TempDir
    Path folder;

    @Test
    void theGuaranteesHoldUnderRandomFaults() throws Exception {
        System.out.printf("soak: %d events, %d minutes, -Dsoak.seed=%d%n", events, length.toMinutes(), seed);
        Ledger ledger = new Ledger();
        ScheduledExecutorService emitter = Executors.newSingleThreadScheduledExecutor();
        try (Rig rig = new Rig(folder, builder -> builder.rememberAcks(2 * events))) {
            rig.web.handOver(ledger::answered);
            AppProcess app = rig.app()
                    .with("wgtwo.ack-timeout", "30s")
                    .with("wgtwo.max-deliveries", 1000)
                    .with("wgtwo.max-in-flight", 200)
                    .with("log.level", "warn")
                    .start();
            Random random = new Random(seed);
            Instant start = Instant.now();
            emitter.scheduleAtFixedRate(
                    () -> emitUntilNow(rig, ledger, start), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);

            Chaos chaos = new Chaos(random, rig.platform, rig.web, app, ledger);
            List<Long> memory = new ArrayList<>();
            while (elapsed(start).compareTo(length) < 0) {
                Chaos.pause(Duration.ofMillis(1000 + random.nextInt(4000)));
                // The process of the last two thirds lives on, so that its memory tells something.
                chaos.makeOne(elapsed(start).multipliedBy(3).compareTo(length) < 0);
                memory.add(residentKilobytes(app));
            }
            chaos.end();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> ledger.size() == events
                            && ledger.accepted() == events
                            && rig.platform.pendingAcks().isEmpty());
            Ledger.Verdict verdict = ledger.verdict(rig.platform.acks());
            report(verdict, chaos, memory, elapsed(start));
            ledger.unexplained().forEach(repeated -> System.out.println("soak: " + repeated));

            List<Long> tenths = tenths(memory);
            assertThat(average(tenths.subList(5, 10)))
                    .as("memory in the second half of the last process, megabytes")
                    .isLessThan(average(tenths.subList(0, 5)) * 115 / 100);
            assertThat(verdict.repeatedAfterStops()).isLessThanOrEqualTo(chaos.spoiltAcks());
            assertThat(verdict)
                    .isEqualTo(new Ledger.Verdict(
                            events, 0, 0, 0, 0, verdict.repeatedAfterKills(), verdict.repeatedAfterStops(), 0));
        } finally {
            emitter.shutdownNow();
        }
    }

    private static Duration elapsed(Instant start) {
        return Duration.between(start, Instant.now());
    }

    private void emitUntilNow(Rig rig, Ledger ledger, Instant start) {
        double share = Math.min(1, (double) elapsed(start).toMillis() / length.toMillis());
        while (ledger.size() < share * events) {
            Sent event = Sent.sms(Rig.subscriber(ledger.size() * 31 % SUBSCRIBERS));
            ledger.emitted(event);
            rig.platform.emit(event.event());
        }
    }

    private static void report(Ledger.Verdict verdict, Chaos chaos, List<Long> memory, Duration took) {
        System.out.printf(
                "soak: faults %s%nsoak: %s in %d s%nsoak: memory of the last process in MB, by tenths of its time %s%n",
                chaos.made(), verdict, took.toSeconds(), tenths(memory));
    }

    /** Megabytes of the last process, once it has warmed up, by tenths of its time. */
    private static List<Long> tenths(List<Long> memory) {
        List<Long> steady = memory.subList(memory.size() / 3 + memory.size() / 10, memory.size());
        return IntStream.range(0, 10)
                .mapToObj(tenth ->
                        average(steady.subList(steady.size() * tenth / 10, steady.size() * (tenth + 1) / 10)) / 1024)
                .toList();
    }

    private static long average(List<Long> values) {
        return (long) values.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private static long residentKilobytes(AppProcess app) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + app.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
