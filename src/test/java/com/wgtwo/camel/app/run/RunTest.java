package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.Databases;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RunTest {
    @TempDir
    private Path directory;

    private final AtomicReference<Runnable> end = new AtomicReference<>();
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void asShippedItRunsOnItsOwnSandboxUntilItIsAskedToEnd() throws Exception {
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(
                () -> run(Map.of("sandbox.events-per-second", "50")).execute(List.of()));
        awaitLine(" routes in ");
        assertThat(log.atLeast(Level.INFO)).anyMatch(line -> line.contains("using the sandbox inside this program"));
        // Every branch runs: two lines about anything going nowhere would mean that one does not.
        await().atMost(Duration.ofSeconds(20)).until(() -> log.all().contains("streaming"));
        end.get().run();
        assertThat(running.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(log.atLeast(Level.WARN)).isEmpty();
        assertThat(log.atLeast(Level.INFO))
                .noneMatch(line -> line.contains("goes nowhere"))
                .last()
                .asString()
                .isEqualTo("Stopped.");
    }

    @Test
    void aSignalWhileItStartsEndsItInOrder() throws Exception {
        Run run = new Run(directory, () -> settings(Map.of()), Runnable::run);
        assertThat(run.execute(List.of())).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wgtwo.target | example.com | wgtwo.target is 'example.com' but must be host:port",
                "wgtwo.taget | example.com:1 | There is no property wgtwo.taget",
                "wgtwo.ordering | random | wgtwo.ordering is 'random' but must be",
                "log.level | loud | log.level is 'loud' but must be error, warn, info, debug, trace or off",
                "camel.main.shutdown-timeout | soon | camel.main.shutdown-timeout does not exist, or cannot have the"
                        + " value it is given.",
                "camel.main.routes-include-pattern | file:/no/such/*.yaml?optional=true | there is no file or"
                        + " directory /no/such.",
                "camel.main.routes-include-pattern | file:docs-none/*.yaml | there is no file or directory docs-none.",
                "camel.main.routes-include-pattern | file:src/*.camel.yaml?optional=true | There are no routes:"
                        + " nothing fits file:src/*.camel.yaml",
                "sms.webhook.url | {{no.such.property}} | no.such.property",
                "data.url | jdbc:h2:/no/such/directory/x;IFEXISTS=TRUE | The database jdbc:h2:/no/such/directory/x"
                        + " cannot be used"
            })
    void aMistakeIsToldInOneSentence(String name, String value, String sentence) {
        Map<String, String> given = new HashMap<>(Map.of("wgtwo.target", "127.0.0.1:1"));
        given.put(name, value);
        assertThat(run(given).execute(List.of())).isEqualTo(1);
        assertToldInOneLine(sentence);
    }

    @Test
    void aMistakeInAPlainTextConnectionWithTokenIsTold() {
        assertThat(run(Map.of(
                                "wgtwo.target", "platform.example.com:443",
                                "wgtwo.plaintext", "true",
                                "wgtwo.client-id", "me",
                                "wgtwo.client-secret", "s3cret"))
                        .execute(List.of()))
                .isEqualTo(1);
        assertToldInOneLine("a token would be sent unencrypted to 'platform.example.com:443'");
        assertThat(log.all()).doesNotContain("s3cret");
    }

    @Test
    void aDatabaseInUseIsTold() throws Exception {
        Path file = directory.resolve("held.mv.db");
        Files.createFile(file);
        try (RandomAccessFile held = new RandomAccessFile(file.toFile(), "rw");
                var lock = held.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(run(Map.of(
                                    "wgtwo.target",
                                    "127.0.0.1:1",
                                    "data.url",
                                    "jdbc:h2:file:" + directory.resolve("held")))
                            .execute(List.of()))
                    .isEqualTo(1);
        }
        assertToldInOneLine("is in use by another program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody | wrong | postgres | refuses data.username 'nobody' with the given data.password",
                "postgres | postgres | nowhere | does not exist on that server"
            })
    void aPostgresqlThatRefusesIsTold(String username, String password, String name, String sentence) {
        int port = Databases.postgresPort();
        assertThat(run(Map.of(
                                "wgtwo.target",
                                "127.0.0.1:1",
                                "data.url",
                                "jdbc:postgresql://localhost:" + port + "/" + name + "?ssl=false",
                                "data.username",
                                username,
                                "data.password",
                                password))
                        .execute(List.of()))
                .isEqualTo(1);
        assertToldInOneLine(sentence);
        assertThat(log.all()).doesNotContain("wrong");
    }

    @Test
    void aDatabaseThatIsAwayIsTold() {
        assertThat(run(Map.of(
                                "wgtwo.target", "127.0.0.1:1",
                                "data.url", "jdbc:postgresql://127.0.0.1:1/x"))
                        .execute(List.of()))
                .isEqualTo(1);
        assertToldInOneLine("cannot be reached: check data.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- route: {id: a, from: {uri: 'timer:x', steps: [{to: 'nowhere:y'}]}} | broken.camel.yaml:1:54: there"
                        + " is no component 'nowhere'",
                "- route: {id: a, from: {uri: 'timer:x', steps: [{process: {ref: nobody}}]}} | broken.camel.yaml:1:65:"
                        + " there is no bean named 'nobody'",
                "- route: {id: a, from: {uri: 'timer:x?perod=1', steps: [{log: hi}]}} | broken.camel.yaml:1:38:"
                        + " timer:x has no option 'perod'; did you mean 'period'?",
                "- route: {id: a, from: {uri: 'timer:x', steps: [{tto: 'log:y'}]}} | there is no step 'tto'; did you"
                        + " mean 'to'?",
                "- route: {id: a, from: {uri: 'timer:{{no.such}}', steps: [{log: hi}]}} | no.such",
                "- route: {id: a, from: {uri: 'timer:x', steps: [{log: hi} | broken.camel.yaml:1:58: this is not YAML",
                "- route: {id: a, from: {uri: 'timer:x', steps: [{to: 'direct:b'}]}} | no route starts with 'direct:b'",
                "- route: {from: {uri: 'timer:x', steps: [{log: hi}]}} | a route without an id",
                "- route: {id: a, from: {uri: 'lacking:later', steps: [{log: hi}]}} | there is no class org.example.Missing"
            })
    void aMistakeInARouteIsTold(String yaml, String sentence) throws IOException {
        Files.writeString(directory.resolve("broken.camel.yaml"), yaml);
        assertThat(run(Map.of(
                                "wgtwo.target",
                                "127.0.0.1:1",
                                "camel.main.routes-include-pattern",
                                "file:" + directory + "/*.camel.yaml"))
                        .execute(List.of()))
                .isEqualTo(1);
        assertToldInOneLine(sentence);
    }

    @Test
    void aHalfCopiedPluginIsTold() throws IOException {
        Files.createDirectory(directory.resolve("plugins"));
        Files.writeString(directory.resolve("plugins/half.jar"), "PK");
        assertThat(run(Map.of()).execute(List.of())).isEqualTo(1);
        assertToldInOneLine("half.jar is not a complete jar file: copy it again, or remove it.");
    }

    private Run run(Map<String, String> given) {
        return new Run(directory, () -> settings(given), end::set);
    }

    private static Settings settings(Map<String, String> given) {
        Map<String, String> all =
                new HashMap<>(Map.of("data.url", "jdbc:h2:mem:" + UUID.randomUUID(), "routes.reload", "false"));
        all.put("management.address", "off");
        all.putAll(given);
        // Secrets given with -D are warned of.
        Map<String, String> environment = new HashMap<>();
        Map.of("wgtwo.client-secret", "WGTWO_CLIENT_SECRET", "data.password", "DATA_PASSWORD")
                .forEach((property, variable) -> {
                    String secret = all.remove(property);
                    if (secret != null) {
                        environment.put(variable, secret);
                    }
                });
        return Settings.of(Path.of(""), all, environment);
    }

    private void awaitLine(String part) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> log.atLeast(Level.INFO).stream().anyMatch(line -> line.contains(part)));
    }

    private void assertToldInOneLine(String sentence) {
        assertThat(log.atLeast(Level.WARN))
                .singleElement()
                .asString()
                .startsWith("Not started: ")
                .contains(sentence);
        assertThat(log.stackTraces()).isZero();
    }
}
