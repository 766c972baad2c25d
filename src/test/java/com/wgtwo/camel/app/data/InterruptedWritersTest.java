package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** A forced stop interrupts threads wherever they are, also in the middle of a write to the H2 file. */
@Timeout(120)
class InterruptedWritersTest {
    private static final int COMMITS = 1000;

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean over;

    @Test
    void theyDisturbNobodyElse() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("data");
        List<String> said = new ArrayList<>();
        try (HikariDataSource database = Database.open(url, "", () -> "")) {
            DoneStore done = new DoneStore(() -> database, Clock.systemUTC());
            Future<List<String>> interrupted = threads.submit(() -> commitInterrupted(done));

            for (int n = 0; n < COMMITS; n++) {
                done.commit("undisturbed " + n);
                said.add("undisturbed " + n);
            }

            over = true;
            said.addAll(interrupted.get());
        } finally {
            over = true;
            threads.shutdown();
        }
        assertThat(said).as("commits, those of the interrupted thread too").hasSizeGreaterThan(COMMITS);
        try (HikariDataSource database = Database.open(url, "", () -> "")) {
            DoneStore done = new DoneStore(() -> database, Clock.systemUTC());
            assertThat(said).allMatch(done::contains);
        }
    }

    /** What was committed by a thread that is interrupted again and again. */
    private List<String> commitInterrupted(DoneStore done) {
        Thread self = Thread.currentThread();
        threads.execute(() -> {
            Random random = new Random(1);
            while (!over) {
                self.interrupt();
                LockSupport.parkNanos(random.nextInt(2_000_000));
            }
        });
        List<String> committed = new ArrayList<>();
        for (int n = 0; !over; n++) {
            try {
                done.commit("interrupted " + n);
                committed.add("interrupted " + n);
            } catch (DataAccessException e) {
                // An interrupted thread gets no connection.
                Thread.interrupted();
            }
        }
        return committed;
    }
}
