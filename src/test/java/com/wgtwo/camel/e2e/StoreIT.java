package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.server.HeldPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A database that is locked, away, or takes no dead letters. */
@Execution(ExecutionMode.CONCURRENT)
class StoreIT extends WithRig {

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(Path.of(System.getProperty("java.io.tmpdir"), "epg-store")
                        .toFile())
                .start();
    }

    private AppProcess on(EmbeddedPostgres postgres) throws IOException {
        return rig.app()
                .with("data.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
                .with("data.username", "postgres")
                .with("data.password", "postgres");
    }

    private static void sql(EmbeddedPostgres postgres, String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }

    @Test
    void anEventThatCannotBecomeADeadLetterStaysUnacknowledged() throws Exception {
        try (EmbeddedPostgres postgres = postgres(0)) {
            AppProcess app = on(postgres).start();
            rig.awaitStreaming(app);
            Sent refused = Sent.sms(Rig.subscriber(0));
            rig.web.answer(id -> id.equals(refused.id()) ? 400 : 204);
            sql(postgres, "alter table dead_letter rename to gone_for_now");
            rig.emit(refused);
            rig.emit(5, 5);
            app.awaitLog("could not be kept as a dead letter");
            rig.await(() -> assertThat(Outcome.acked(rig.platform)).hasSizeGreaterThanOrEqualTo(4));
            assertThat(Outcome.acked(rig.platform)).doesNotContainKey(refused.id());

            sql(postgres, "alter table gone_for_now rename to dead_letter");

            rig.awaitAllAcked();
            assertThat(DeadLetterTable.of(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""))
                    .containsExactly(refused.id());
            rig.assertAckedAfterDone();
        }
    }

    @Test
    void nothingIsAcknowledgedWhileTheDatabaseIsAwayAndNothingIsLost() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        int port = postgres.getPort();
        HeldPort held = new HeldPort();
        try {
            AppProcess app = on(postgres).start();
            rig.awaitStreaming(app);
            rig.emit(5, 5);
            rig.awaitAllAcked();

            postgres.close();
            held.hold(new InetSocketAddress("127.0.0.1", port));
            rig.emit(10, 5);
            app.awaitLog("comes again");
            // 57P01 when the server still said that it stops, else 08: no connection.
            assertThat(app.lines("comes again").get(0))
                    .matches(".* WARN .*database error \\(SQL state (08...|57P01)\\).*");
            assertThat(rig.platform.ackCounts().acked()).isEqualTo(5);
        } finally {
            postgres.close();
        }
        try (EmbeddedPostgres back = postgres(port)) {
            held.letGo();
            rig.assertGuarantees();
        }
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartEndsTheProgramWithAReason() throws Exception {
        AppProcess app = rig.app()
                .with("data.url", "jdbc:postgresql://127.0.0.1:1/" + UUID.randomUUID())
                .start();

        assertThat(app.awaitExit()).isEqualTo(1);
        assertThat(app.lines("Not started: ")).singleElement().asString().contains("cannot be reached");
        assertThat(app.log()).doesNotContain("\tat ");
    }

    @Test
    void anEmbeddedDatabaseThatIsInUseEndsTheProgramWithAReason() throws Exception {
        Path file = folder.resolve("shared");
        try (Connection inUse = DriverManager.getConnection("jdbc:h2:file:" + file)) {
            AppProcess app = rig.app().with("data.url", "jdbc:h2:file:" + file).start();

            assertThat(app.awaitExit()).isEqualTo(1);
            assertThat(inUse.isClosed()).isFalse();
            assertThat(app.lines("Not started: "))
                    .singleElement()
                    .asString()
                    .contains("is in use by another program, perhaps a second instance of this one");
            assertThat(app.log()).doesNotContain("\tat ");
        }
    }
}
