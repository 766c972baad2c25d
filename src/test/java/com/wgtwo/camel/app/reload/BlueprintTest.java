package com.wgtwo.camel.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueprintTest {
    @TempDir
    Path directory;

    /** What runs is compared with an edit when that comes; by then the file may hold the new secret. */
    @Test
    void aSecretCountsAsItWasWhenTheEditionWasRead() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "old");
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(
                routes.resolve("a.camel.yaml"),
                "- route: {id: a, from: {uri: 'direct:a', steps: [{log: '{{my.key}}'}]}}");
        Settings settings = Settings.of(
                directory,
                Map.of("camel.main.routes-include-pattern", "file:" + routes + "/*.camel.yaml"),
                Map.of("MY_KEY", "{{file:" + secret + "}}"));
        Edition before = Edition.read(settings);
        String meant = Blueprint.of(before, settings).routes().get("a");

        Files.writeString(secret, "new");

        assertThat(Blueprint.of(before, settings).routes()).containsExactly(Map.entry("a", meant));
        assertThat(Blueprint.of(Edition.read(settings), settings).routes().get("a"))
                .isNotEqualTo(meant);
    }
}
