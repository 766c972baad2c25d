package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-alone sandbox: what it says, and how it ends. */
class SandboxCommandTest {
    private static final String[] FREE_PORTS = {
        "--grpc-port", "0", "--http-port", "0", "--token-port", "0", "--smtp-port", "0"
    };

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --nothing           | sandbox does not know the option --nothing; --help lists those it knows
                    --grpc-port         | --grpc-port needs a value; --help says which
                    --grpc-port x       | --grpc-port is x; a port from 0 to 65535 is needed
                    --http-port 65536   | --http-port is 65536; a port from 0 to 65535 is needed
                    --rate fast         | --rate is fast; a number of events per second is needed, such as 0.5 or 100
                    --rate -1           | --rate is -1; a number of events per second is needed, such as 0.5 or 100
                    --seed x            | --seed is x; a whole number is needed
                    --tls-cert /nowhere | --tls-cert is /nowhere; a readable PEM file is needed
                    """)
    void wrongArgumentsAreOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(said()).isEqualTo(sentence + System.lineSeparator());
    }

    @Test
    void aCertificateWithoutKeyIsRefused() throws Exception {
        String file = Files.writeString(directory.resolve("c.pem"), "").toString();
        assertThat(run("--tls-cert", file)).isEqualTo(2);
        assertThat(said()).startsWith("--tls-cert and --tls-key belong together");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(said()).contains("--grpc-port", "--require-token", "--tls-key", "50051", "8080", "2525");
    }

    @Test
    void aTakenPortIsOneSentenceAndExitCodeOne() {
        try (Sandbox other = Sandbox.builder().start()) {
            assertThat(run("--grpc-port", "" + other.grpcPort(), "--http-port", "0", "--smtp-port", "0"))
                    .isEqualTo(1);
            assertThat(said()).startsWith("gRPC port " + other.grpcPort() + " on 127.0.0.1 cannot be opened");
        }
    }

    @Test
    void itRunsUntilItIsInterruptedAndSaysWhereEverythingIs() throws Exception {
        int[] exitCode = {-1};
        Thread thread = new Thread(() -> exitCode[0] = run(FREE_PORTS));
        thread.start();
        Awaits.until(() -> said().contains("grpcurl"));
        assertThat(said())
                .contains("gRPC", "(plaintext)", "/hook/<name>", "/oauth2/token", "smtp://127.0.0.1:")
                .contains("-protoset target/wgtwo.bin", "wgtwo.events.v0.EventsService/Subscribe");
        thread.interrupt();
        thread.join(10_000);
        assertThat(exitCode[0]).isZero();
    }

    private int run(String... arguments) {
        return SandboxCommand.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
