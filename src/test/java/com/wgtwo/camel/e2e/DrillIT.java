package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.server.HeldPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The outages of docs/outage-drill.md, one after another in one process, and what each signal shows meanwhile and after. */
@Execution(ExecutionMode.CONCURRENT)
class DrillIT extends WithRig {

    private AppProcess app;
    private Management management;
    private OpenPage page;

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(Path.of(System.getProperty("java.io.tmpdir"), "epg-drill")
                        .toFile())
                .start();
    }

    @Test
    void eachSignalShowsWhatTheDrillSays() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        HeldPort held = new HeldPort();
        try (Mails mails = new Mails()) {
            app = rig.app()
                    .with("management.address", "127.0.0.1:0")
                    .with("camel.main.jmx-enabled", true)
                    .with("sms.mail.to", "inbox@example.com")
                    .with("sms.mail.server", mails.address())
                    .with("data.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
                    .with("data.username", "postgres")
                    .with("data.password", "postgres")
                    .start();
            rig.awaitStreaming(app);
            management = Management.of(app);
            page = new OpenPage(management);
            awaitReady();

            thePlatformIsAway();
            theTokenIsRefused();
            theMailServerIsAway(mails);

            int port = postgres.getPort();
            postgres.close();
            held.hold(new InetSocketAddress("127.0.0.1", port));
            theDatabaseIsAway();
            held.letGo();
            postgres = postgres(port);
            rig.awaitAllAcked();
            awaitMetric("wgtwo_dead_letters 0\\.0");
            rig.assertAckedAfterDone();
            assertThat(app.log()).doesNotContain("\tat ");
        } finally {
            postgres.close();
        }
    }

    private void thePlatformIsAway() throws Exception {
        rig.platform.faults().stopServer();
        awaitNotReady("cannot be reached", "(network)");
        awaitMetric("wgtwo_stream_up\\{[^}]*} 0\\.0");
        awaitMetric("wgtwo_stream_refused\\{[^}]*} 0\\.0");
        rig.await(() -> assertThat(page.told().contains("\"state\":\"WAITING\"")
                        && page.told().contains("\"NETWORK\""))
                .isTrue());
        assertThat(app.lines("tried again in").get(0)).contains("WARN");
        Map<String, String> beans = ManagedBeans.of(app);
        assertThat(beans)
                .anySatisfy(
                        (name, value) -> assertThat(name + " " + value).matches(".*type=streams.* State .*WAITING"));
        rig.platform.faults().startServer();
        awaitReady();
        awaitMetric("wgtwo_stream_up\\{[^}]*} 1\\.0");
    }

    private void theTokenIsRefused() throws Exception {
        rig.platform.faults().token().rejectClient(1);
        rig.platform.faults().revokeTokens();
        awaitNotReady("invalid_client", "(authentication)");
        awaitMetric("wgtwo_stream_refused\\{[^}]*} 1\\.0");
        app.awaitLog("invalid_client");
        awaitReady();
        awaitMetric("wgtwo_stream_refused\\{[^}]*} 0\\.0");
    }

    private void theMailServerIsAway(Mails mails) throws Exception {
        mails.kill();
        Sent sms = rig.emit(Sent.sms(Rig.subscriber(1)));
        app.awaitLog("comes again");
        assertThat(app.lines("comes again").get(0)).contains("WARN", sms.id(), "sms-mail");
        assertReady();
        awaitMetric("wgtwo_events_failed_total\\{[^}]*} [1-9].*");
        rig.await(() -> assertThat(page.told().contains("\"comes again\"")).isTrue());
        mails.restart();
        rig.awaitAllAcked();
    }

    private void theDatabaseIsAway() throws Exception {
        int before = app.lines("database error").size();
        rig.emit(Sent.sms(Rig.subscriber(2)));
        rig.await(() -> assertThat(app.lines("database error")).hasSizeGreaterThan(before));
        assertThat(app.lines("database error").get(before)).contains("WARN", "SQL state");
        awaitMetric("wgtwo_dead_letters NaN");
        assertReady();
        assertThat(management.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    private void awaitReady() {
        rig.await(this::assertReady);
    }

    private void assertReady() throws Exception {
        assertThat(management.get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    private void awaitNotReady(String... words) {
        rig.await(() -> assertThat(management.get("/observe/health/ready"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains(words)));
    }

    private void awaitMetric(String line) {
        rig.await(() -> assertThat(management.get("/observe/metrics").body().lines())
                .as("metrics with a line %s", line)
                .anyMatch(told -> told.matches(line)));
    }
}
