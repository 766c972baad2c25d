package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements on a real H2 file that call back into the test while H2 runs them; public because H2 calls it. */
@Timeout(30)
public class WriteTurnsTest {
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();
    private static volatile CountDownLatch held = new CountDownLatch(0);

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HikariDataSource database;

    /** A function of SQL: how many of its kind run. */
    public static int pause(int key) throws InterruptedException {
        MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
        // Long enough for another one to come in, were it let in.
        held.await(20, TimeUnit.MILLISECONDS);
        RUNNING.decrementAndGet();
        return key;
    }

    /** A function of SQL: runs until the test lets it go. */
    public static int hold(int key) throws InterruptedException {
        RUNNING.incrementAndGet();
        held.await();
        RUNNING.decrementAndGet();
        return key;
    }

    @BeforeEach
    void aTable() throws SQLException {
        RUNNING.set(0);
        MOST.set(0);
        database = Database.open("jdbc:h2:file:" + directory.resolve("data"), "", () -> "");
        run("create table numbers (n int primary key, changed int default 0)");
        run("create alias pause for '" + getClass().getName() + ".pause'");
        run("create alias hold for '" + getClass().getName() + ".hold'");
    }

    @AfterEach
    void close() {
        held.countDown();
        threads.shutdownNow();
        database.close();
    }

    @Test
    void oneStatementAtATimeChangesTheFile() throws Exception {
        held = new CountDownLatch(1);
        List<Future<?>> writers = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            String sql = "insert into numbers (n) values (pause(" + n + "))";
            writers.add(threads.submit(() -> run(sql)));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(MOST).hasValue(1);
        assertThat(number("select count(*) from numbers")).isEqualTo(8);
    }

    @Test
    void whoReadsDoesNotWait() throws Exception {
        held = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> run("insert into numbers (n) values (hold(1))"));
        await().untilAtomic(RUNNING, is(1));

        assertThat(number("select count(*) from numbers")).isZero();
        held.countDown();
        writer.get();
        assertThat(number("select count(*) from numbers")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactionEndsAndGoesOnAlsoWhileAStatementWaitsForItsRow(boolean goesOn) throws Exception {
        run("insert into numbers (n) values (1)");
        Future<?> other;
        try (Connection transaction = database.getConnection();
                Statement statement = transaction.createStatement()) {
            transaction.setAutoCommit(false);
            statement.execute("update numbers set changed = changed + 1 where n = 1");
            other = threads.submit(() -> run("update numbers set changed = changed + 10 where n = pause(1)"));
            await().untilAtomic(MOST, is(1));
            if (goesOn) {
                statement.execute("insert into numbers (n) values (2)");
            }
            transaction.commit();
        }
        other.get();

        assertThat(number("select sum(changed) from numbers")).isEqualTo(11);
    }

    @Test
    void aStatementThatTakesLongHoldsUpNobodyForLong() throws Exception {
        held = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> run("insert into numbers (n) values (hold(1))"));
        await().untilAtomic(RUNNING, is(1));

        run("insert into numbers (n) values (2)");

        assertThat(writer).isNotDone();
        held.countDown();
        writer.get();
    }

    private Void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return null;
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
