package com.wgtwo.camel.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Nats;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestedVersionsTest {
    @Test
    void whatUsersGetIsWhatTheTestsRunWith() throws Exception {
        URI jar = Nats.class.getProtectionDomain().getCodeSource().getLocation().toURI();

        assertThat(TestedVersions.all())
                .extracting(library -> library.name() + "-" + library.version() + ".jar")
                .containsExactly(Path.of(jar).getFileName().toString());
    }
}
