package com.wgtwo.camel.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
    private final SecretFiles files = new SecretFiles();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void theEndOfTheLastLineDoesNotCount(String end) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), " s3cret\nof two lines " + end);

        assertThat(files.apply(" " + file)).isEqualTo(" s3cret\nof two lines ");
    }

    @Test
    void aFileThatIsNotThereIsToldByItsPath() {
        assertThatThrownBy(() -> files.apply("/no/such/file"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("There is no file /no/such/file, but {{file:/no/such/file}} asks for its text.");
        assertThatThrownBy(() -> files.apply(directory.toString())).isInstanceOf(UserMistake.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \n"})
    void aFileThatIsEmptyForAMomentTakesNoSecretAway(String nothing) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "first");
        Supplier<String> secret = Renewed.text("some.secret", () -> files.apply(file.toString()));

        Files.writeString(file, nothing);
        assertThat(secret.get()).isEqualTo("first");
        assertThatThrownBy(() -> files.apply(file.toString()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(file + " is empty");

        Files.writeString(file, "second");
        assertThat(secret.get()).isEqualTo("second");
    }

    @Test
    void whatIsNoSecretIsNotReadAndNotRepeated() throws IOException {
        Path large = Files.write(directory.resolve("large"), new byte[64 * 1024 + 1]);
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 's'});

        assertThatThrownBy(() -> files.apply(large.toString())).hasMessageContaining("is larger than 65536 bytes");
        assertThatThrownBy(() -> files.apply(binary.toString())).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void aFingerprintChangesWithTheFileAndDoesNotTellIt() throws IOException {
        Path file = directory.resolve("secret");
        String none = SecretFiles.fingerprint(file);
        Files.writeString(file, "s3cret");
        String first = SecretFiles.fingerprint(file);
        Files.writeString(file, "s3creT");

        assertThat(List.of(none, first, SecretFiles.fingerprint(file)))
                .doesNotHaveDuplicates()
                .noneMatch(text -> text.contains("s3cre"));
    }

    @Test
    void filesAreFoundWhereverAValueComesFrom() {
        Settings settings = Settings.of(
                directory,
                Map.of("my.key", "{{file:/a}}-{{ file:/b }}"),
                Map.of("WGTWO_CLIENT_SECRET", "{{file:/run/secrets/c}}", "MY_OTHER_KEY", "{{file:/run/secrets/d}}"));

        assertThat(settings.secretFiles())
                .containsExactly(Path.of("/a"), Path.of("/b"), Path.of("/run/secrets/c"), Path.of("/run/secrets/d"));
    }

    @Test
    void onlySecretsThatAreReallyOnTheCommandLineAreWarnedOf() {
        Settings settings = Settings.of(
                directory,
                Map.of(
                        "sms.webhook.secret", "s3cret",
                        "sms.mail.password", "",
                        "data.password", "{{file:/run/secrets/db}}",
                        "wgtwo.client-id", "me"),
                Map.of("MANAGEMENT_TOKEN", "t0ken"));

        assertThat(settings.secretsOnCommandLine()).containsExactly("sms.webhook.secret");
    }
}
