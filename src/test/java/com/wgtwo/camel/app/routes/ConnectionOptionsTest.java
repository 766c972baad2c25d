package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recipe that left one out would connect otherwise than the settings say. */
class ConnectionOptionsTest {

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> count(file, "target: \"{{wgtwo.target}}\"") > 0)
                    .toList()
                    .stream();
        }
    }

    private static long count(Path file, String text) {
        try {
            return Pattern.compile("\\s" + Pattern.quote(text))
                    .matcher(Files.readString(file))
                    .results()
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whereverThePlatformIsReachedAllOptionsOfTheConnectionAreThoseOfTheSettings(Path file) {
        long times = count(file, "target: \"{{wgtwo.target}}\"");

        assertThat(Stream.of(
                        "regions: \"{{wgtwo.regions}}\"",
                        "plaintext: \"{{wgtwo.plaintext}}\"",
                        "trustCertificates: \"{{wgtwo.trust-certificates}}\"",
                        "clientCertificate: \"{{wgtwo.client-certificate}}\"",
                        "clientKey: \"{{wgtwo.client-key}}\"",
                        "oauthProfile: wgtwo"))
                .allSatisfy(option -> assertThat(count(file, option)).as(option).isEqualTo(times));
    }
}
