package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.e2e.Wire;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseTest {
    private static final Instant EARLIER = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-24T12:05:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void openingAgainKeepsWhatIsThere(Databases kind) {
        Map<String, String> settings = kind.fresh(directory);
        byte[] key;
        try (HikariDataSource database = open(settings)) {
            key = PseudonymKey.of(database, "");
            new DeadLetterStore(database, LetterSeal.none()).keep(letter("HTTP 500", 3, EARLIER));
        }
        try (HikariDataSource database = open(settings)) {
            assertThat(PseudonymKey.of(database, "")).isEqualTo(key).hasSize(32);
            assertThat(rows(database)).hasSize(1);
        }
    }

    /** PostgreSQL here believes any password of this machine; H2 does not. */
    @Test
    void aPasswordThatIsExchangedCountsForTheNextConnection() throws SQLException {
        String url = Databases.H2.fresh(directory).get("data.url");
        AtomicReference<String> password = new AtomicReference<>("first");
        try (HikariDataSource database = Database.open(url, "me", password::get)) {
            new JdbcTemplate(database).execute("alter user me set password 'second'");
            password.set("second");
            database.getHikariPoolMXBean().softEvictConnections();
            await().until(() -> database.getHikariPoolMXBean().getTotalConnections() >= 1);
            new JdbcTemplate(database).queryForList("select * from dead_letter");
        }
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "me", "third"))
                .hasMessageContaining("Wrong user name or password");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:,'',true",
        "jdbc:h2:,'',true",
        "jdbc:h2:file:,;CIPHER=AES,true",
        "jdbc:h2:nio:,'',false",
        "jdbc:h2:file:,;AUTO_SERVER=TRUE;DB_CLOSE_ON_EXIT=TRUE,false"
    })
    void whateverItsUrlAFileHasRoomUnlessItIsSharedOrOnAFileSystemTheUserChose(
            String scheme, String options, boolean room) throws IOException {
        Path file = directory.resolve(UUID.randomUUID().toString());
        try (HikariDataSource database =
                Database.open(scheme + file + options, "me", () -> options.isEmpty() ? "" : "file mine")) {
            assertThat(rows(database)).isEmpty();
            assertThat(Files.size(Path.of(file + ".mv.db")) > 8_000_000).isEqualTo(room);
        }
    }

    @Test
    void closingWaitsForAConnectionThatIsBeingOpened() throws Exception {
        AtomicBoolean held = new AtomicBoolean();
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String url = Databases.H2.fresh(directory).get("data.url");
        HikariDataSource database = Database.open(url, "me", () -> {
            if (held.get()) {
                opening.countDown();
                awaitQuietly(goOn);
            }
            return "";
        });
        held.set(true);
        // One that the pool is just busy with is marked only, and closed by the next time.
        await().until(() -> {
            database.getHikariPoolMXBean().softEvictConnections();
            return opening.getCount() == 0;
        });

        CompletableFuture<Void> closed = CompletableFuture.runAsync(database::close);
        assertThatThrownBy(() -> closed.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        goOn.countDown();
        closed.get(1, TimeUnit.MINUTES);

        try (FileChannel file = FileChannel.open(
                        Path.of(url.substring("jdbc:h2:file:".length()) + ".mv.db"), StandardOpenOption.WRITE);
                FileLock nobodyElses = file.tryLock()) {
            assertThat(nobodyElses).isNotNull();
        }
    }

    @Test
    void theFileAKilledProcessLeavesIsAnOrdinaryOneOfH2WithAllThatWasKept() throws Exception {
        Map<String, String> settings = Databases.H2.fresh(directory);
        Path killed = directory.resolve("killed");
        try (HikariDataSource database = open(settings)) {
            new DeadLetterStore(database, LetterSeal.none()).keep(letter("HTTP 500", 3, EARLIER));
            Path file = Path.of(settings.get("data.url").substring("jdbc:h2:file:".length()) + ".mv.db");
            assertThat(Files.size(file)).as("has room").isGreaterThan(8_000_000);
            Files.copy(file, Path.of(killed + ".mv.db"));
        }
        try (Connection plain = DriverManager.getConnection(
                        "jdbc:h2:file:" + killed + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;ACCESS_MODE_DATA=r",
                        "",
                        "");
                ResultSet rows = plain.createStatement().executeQuery("select count(*) from dead_letter")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
        try (HikariDataSource database = Database.open("jdbc:h2:file:" + killed, "", () -> "")) {
            assertThat(rows(database)).hasSize(1);
        }
        assertThat(Files.size(Path.of(killed + ".mv.db"))).as("gives room back").isLessThan(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aDeadLetterKeptTwiceIsOneWithTheNewerCause(Databases kind) {
        try (HikariDataSource database = open(kind.fresh(directory))) {
            DeadLetterStore store = new DeadLetterStore(database, LetterSeal.none());
            store.keep(letter("HTTP 500", 3, EARLIER));
            store.keep(letter("HTTP 404", 7, LATER));
            assertThat(rows(database)).singleElement().satisfies(row -> {
                assertThat(row.get("cause")).isEqualTo("HTTP 404");
                assertThat(row.get("attempts")).isEqualTo(7);
                assertThat(row.get("first_at").toString()).contains("12:00");
                assertThat(row.get("last_at").toString()).contains("12:05");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aDatabaseOfTheFirstVersionIsCompletedAndKeepsItsRows(Databases kind) {
        Map<String, String> settings = kind.fresh(directory);
        try (HikariDataSource database = open(settings)) {
            JdbcTemplate sql = new JdbcTemplate(database);
            sql.execute("drop table tenant_tombstone");
            sql.execute("drop table erasure");
            sql.execute("drop index dead_letter_tenant");
            List.of("stream", "subscription", "scope", "sealed_with", "made_at")
                    .forEach(column -> sql.execute("alter table dead_letter drop column " + column));
            List.of("cleaned_up_to", "told_by")
                    .forEach(column -> sql.execute("alter table tombstone drop column " + column));
            sql.update("update setting set content = '1' where name = 'schema-version'");
            sql.update("insert into tombstone (subscriber, revoked_at) values ('p', current_timestamp)");
            sql.update(
                    "insert into dead_letter (id, route, event_type, event, event_json, cause, attempts, first_at,"
                            + " last_at) values ('a', 'r', 'SMS_EVENT', '', '{}', 'c', 1, current_timestamp, current_timestamp)");
        }
        try (HikariDataSource database = open(settings)) {
            JdbcTemplate sql = new JdbcTemplate(database);
            assertThat(rows(database))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("stream", "events").containsEntry("scope", ""));
            assertThat(sql.queryForObject("select count(*) from tombstone", int.class))
                    .isEqualTo(1);
            assertThat(sql.queryForObject("select count(*) from tenant_tombstone", int.class))
                    .isZero();
            assertThat(sql.queryForObject("select content from setting where name = 'schema-version'", String.class))
                    .isEqualTo("4");
        }
    }

    @Test
    void instancesThatStartAtOnceOnOneServerShareTablesAndKey() {
        Map<String, String> settings = Databases.POSTGRESQL.fresh(directory);
        List<CompletableFuture<String>> keys = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try (HikariDataSource database = open(settings)) {
                        return HexFormat.of().formatHex(PseudonymKey.of(database, ""));
                    }
                }))
                .limit(4)
                .toList();
        assertThat(keys.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void connectionsThatPostgresqlLostWithoutAWordAreGivenUpAndReplaced() throws Exception {
        Map<String, String> settings = Databases.POSTGRESQL.fresh(directory);
        try (Wire wire = new Wire(Databases.postgresPort());
                HikariDataSource database = open(through(wire, settings, "?socketTimeout=4"));
                Connection lost = database.getConnection()) {
            await().until(() -> database.getHikariPoolMXBean().getIdleConnections() == 1);
            wire.swallowAndTheNext();

            assertThatThrownBy(() -> lost.createStatement().execute("select 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).startsWith("08"));
            assertThat(rows(database)).isEmpty();
        }
    }

    @Test
    void postgresqlHasHalfAMinuteToAnswerUnlessTheAddressSaysOtherwise() throws Exception {
        Map<String, String> settings = Databases.POSTGRESQL.fresh(directory);
        try (HikariDataSource database = open(settings);
                Connection connection = database.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
            assertThat(database.getDataSourceProperties())
                    .containsEntry("tcpKeepAlive", "true")
                    .containsEntry("sslResponseTimeout", "2000");
        }
        try (HikariDataSource database = open(withOptions(settings, "?socketTimeout=45"));
                Connection connection = database.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(45_000);
        }
    }

    @Test
    void whatGoesThroughWholeTablesInOneTransactionIsNotCut() throws Exception {
        Map<String, String> settings = withOptions(Databases.POSTGRESQL.fresh(directory), "?socketTimeout=1");
        try (HikariDataSource database = open(settings);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            JdbcTemplate sql = new JdbcTemplate(database);
            camel.getRegistry().bind("oneTransaction", new OneTransaction(database));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:slow").policy("oneTransaction").process(step -> sql.execute("select pg_sleep(1.5)"));
                }
            });
            camel.start();
            Exchange exchange = camel.createProducerTemplate().send("direct:slow", given -> {});
            assertThat(exchange.getException()).isNull();
            try (Connection afterwards = database.getConnection()) {
                assertThat(afterwards.getNetworkTimeout()).isEqualTo(1_000);
            }
        }
    }

    @Test
    void aStartWaitsWhileAnotherInstanceMakesTheTables() throws Exception {
        Map<String, String> settings = Databases.POSTGRESQL.fresh(directory);
        try (HikariDataSource other = open(settings);
                Connection making = other.getConnection()) {
            making.setAutoCommit(false);
            making.createStatement().execute("select pg_advisory_xact_lock(" + Schema.POSTGRESQL_LOCK + ")");
            CompletableFuture<HikariDataSource> starting =
                    CompletableFuture.supplyAsync(() -> open(withOptions(settings, "?socketTimeout=1")));
            JdbcTemplate sql = new JdbcTemplate(other);
            await().until(() -> starting.isDone()
                    || !sql.queryForList("select 1 from pg_locks where locktype = 'advisory' and not granted")
                            .isEmpty());
            making.createStatement().execute("select pg_sleep(1.5)");
            making.rollback();
            try (HikariDataSource database = starting.join()) {
                assertThat(rows(database)).isEmpty();
            }
        }
    }

    private static Map<String, String> through(Wire wire, Map<String, String> settings, String options) {
        String url = settings.get("data.url");
        return withOptions(settings, url.replaceFirst("//[^/]+/", "//" + wire.address() + "/"), options);
    }

    private static Map<String, String> withOptions(Map<String, String> settings, String options) {
        return withOptions(settings, settings.get("data.url"), options);
    }

    private static Map<String, String> withOptions(Map<String, String> settings, String url, String options) {
        Map<String, String> answer = new HashMap<>(settings);
        answer.put("data.url", url + options);
        return answer;
    }

    @Test
    void aPseudonymDependsOnTheKeyAndTheNumberHoweverItIsWritten() {
        Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
        assertThat(pseudonyms.of("+4799990005"))
                .isEqualTo(pseudonyms.of("4799990005"))
                .isEqualTo(pseudonyms.of("+47 999 90 005"))
                .isNotEqualTo(pseudonyms.of("+4799990006"))
                .isNotEqualTo(new Pseudonyms(new byte[] {1}).of("+4799990005"))
                .matches("[0-9a-f]{64}");
    }

    private static HikariDataSource open(Map<String, String> settings) {
        return Database.open(
                settings.get("data.url"),
                settings.getOrDefault("data.username", ""),
                () -> settings.getOrDefault("data.password", ""));
    }

    private static List<Map<String, Object>> rows(HikariDataSource database) {
        return new JdbcTemplate(database).queryForList("select * from dead_letter");
    }

    private static DeadLetter letter(String cause, int attempts, Instant at) {
        return new DeadLetter(
                "id",
                "sms-webhook",
                "events",
                "",
                "SMS_EVENT",
                null,
                null,
                null,
                "events.sms.subscribe",
                null,
                new byte[] {1, 2},
                "{}",
                cause,
                attempts,
                at);
    }

    @Test
    void aFileHasOneNameHoweverItIsWritten() {
        assertThat(Database.identity("jdbc:h2:./x"))
                .isEqualTo(Database.identity("jdbc:h2:file:./x;MODE=PostgreSQL"))
                .isEqualTo("jdbc:h2:file:" + Path.of("x").toAbsolutePath());
        assertThat(Database.identity("jdbc:h2:~/x")).isEqualTo(Database.identity("jdbc:h2:file:~/x"));
        assertThat(Database.identity("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x");
        assertThat(Database.identity("jdbc:postgresql://db/x?user=me")).isEqualTo("jdbc:postgresql://db/x");
    }

    @Test
    void onlyAFileOfItsOwnIsExclusive() {
        assertThat(Database.isExclusive("jdbc:h2:file:./x")).isTrue();
        assertThat(Database.isExclusive("jdbc:h2:file:./x;AUTO_SERVER=TRUE")).isFalse();
        assertThat(Database.isExclusive("jdbc:h2:tcp://db/x")).isFalse();
        assertThat(Database.isExclusive("jdbc:postgresql://db/x")).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
