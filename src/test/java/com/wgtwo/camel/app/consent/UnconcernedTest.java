package com.wgtwo.camel.app.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.consent.Tombstones.About;
import com.wgtwo.camel.app.consent.Tombstones.Verdict;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.Databases;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnconcernedTest {
    private static final String INSERT = "insert into tombstone (subscriber, revoked_at) values (?, current_timestamp)";

    @TempDir
    Path directory;

    private HikariDataSource database;

    @AfterEach
    void close() {
        database.close();
    }

    /** How a program may write that somebody took consent back. */
    private enum Way {
        PREPARED {
            @Override
            void write(PreparedStatement insert, Statement plain) throws SQLException {
                insert.executeUpdate();
            }
        },
        PREPARED_BATCH {
            @Override
            void write(PreparedStatement insert, Statement plain) throws SQLException {
                insert.addBatch();
                insert.executeBatch();
            }
        },
        STATEMENT {
            @Override
            void write(PreparedStatement insert, Statement plain) throws SQLException {
                plain.executeUpdate(SQL.replace("tombstone", "TOMBSTONE"));
            }
        },
        STATEMENT_BATCH {
            @Override
            void write(PreparedStatement insert, Statement plain) throws SQLException {
                plain.addBatch(SQL);
                plain.executeBatch();
            }
        },
        QUERY_OF_WHAT_IS_WRITTEN {
            @Override
            void write(PreparedStatement insert, Statement plain) throws SQLException {
                plain.executeQuery("select * from final table (" + SQL + ")");
            }
        };

        private static final String SQL = INSERT.replace("?", "'somebody'");

        abstract void write(PreparedStatement insert, Statement plain) throws SQLException;

        void write(Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(INSERT);
                    Statement plain = connection.createStatement()) {
                insert.setString(1, "somebody");
                write(insert, plain);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsWrittenIsKnownAtOnce(Way way) throws SQLException {
        Unconcerned unconcerned = ofFile();
        assertThat(unconcerned.holdsFor("somebody")).isTrue();
        try (Connection connection = database.getConnection()) {
            way.write(connection);
        }
        assertThat(unconcerned.holdsFor("nobody", "somebody")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatATransactionWritesIsKnownAtItsEnd(Way way) throws SQLException {
        Unconcerned unconcerned = ofFile();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            way.write(connection);
            assertThat(unconcerned.holdsFor("somebody")).isTrue();
            connection.commit();
            assertThat(unconcerned.holdsFor("somebody")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into tenant_tombstone (tenant, revoked_at, confirmed) values ('somebody', current_timestamp, false)",
                "insert into consent_scope (target, changed_at, scopes, confirmed)"
                        + " values ('somebody', current_timestamp, '', true)"
            })
    void eachTableIsLookedInto(String sql) throws SQLException {
        Unconcerned unconcerned = ofFile();
        assertThat(unconcerned.holdsFor("somebody")).isTrue();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
        assertThat(unconcerned.holdsFor("somebody")).isFalse();
    }

    @Test
    void whatIsKnownNeedsNoDatabase() throws SQLException {
        Unconcerned unconcerned = ofFile();
        assertThat(unconcerned.holdsFor("nobody")).isTrue();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into done (what, done_at) values ('another table', current_timestamp)");
        }
        database.close();
        assertThat(unconcerned.holdsFor("nobody", "")).isTrue();
    }

    @Test
    void anEventOfNobodyWhoTookConsentBackIsJudgedWithoutTheDatabase() {
        ofFile();
        Tombstones tombstones = new Tombstones(database);
        About nobody = new About("nobody", "", "tenant");
        assertThat(tombstones.judge(nobody, () -> "scope", null)).isEqualTo(Verdict.VALID);

        database.close();

        assertThat(tombstones.judge(nobody, () -> "scope", null)).isEqualTo(Verdict.VALID);
    }

    @Test
    void ofADatabaseThatOthersWriteToNothingIsKnown() throws SQLException {
        Map<String, String> settings = Databases.POSTGRESQL.fresh(directory);
        database = Database.open(
                settings.get("data.url"), settings.get("data.username"), () -> settings.get("data.password"));
        assertThat(new Unconcerned(database).holdsFor("nobody")).isFalse();
    }

    @Test
    void moreNamesThanItKeepsAreNotKnown() throws SQLException {
        Unconcerned unconcerned = ofFile();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into tombstone (subscriber, revoked_at)"
                    + " select 'name ' || n, current_timestamp from system_range(1, " + (Unconcerned.MOST + 1)
                    + ") numbers (n)");
        }
        assertThat(unconcerned.holdsFor("nobody")).isFalse();
    }

    @Test
    void whoeverAsksAfterAWriteSeesIt() throws Exception {
        Unconcerned unconcerned = ofFile();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Boolean>> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> {
                    boolean known = false;
                    // At the latest when nothing is written any more it is known again, however little time a reader
                    // gets.
                    while (!(ended.get() && known) && !Thread.currentThread().isInterrupted()) {
                        known |= unconcerned.holdsFor("nobody");
                    }
                    return known;
                }));
            }
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int i = 0; i < 300; i++) {
                    insert.setString(1, "name " + i);
                    insert.executeUpdate();
                    assertThat(unconcerned.holdsFor("name " + i)).isFalse();
                }
            }
            ended.set(true);
            for (Future<Boolean> reader : readers) {
                assertThat(reader.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }

    private Unconcerned ofFile() {
        database = Database.open("jdbc:h2:file:" + directory.resolve("data"), "", () -> "");
        return new Unconcerned(database);
    }
}
