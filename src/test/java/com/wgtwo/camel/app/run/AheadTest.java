package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AheadTest {
    @TempDir
    Path folder;

    @Test
    void withoutTlsNoCertificatesAreRead() {
        assertThat(needed(Map.of())).as("the sandbox").isFalse();
        assertThat(needed(Map.of("wgtwo.target", "127.0.0.1:1", "wgtwo.plaintext", "true")))
                .isFalse();
        assertThat(needed(Map.of("sms.webhook.url", "http://127.0.0.1/sms"))).isFalse();
    }

    @Test
    void aPlatformWithTlsNeedsThem() {
        assertThat(needed(Map.of("wgtwo.target", "127.0.0.1:1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms.webhook.url", "events.webhook.url", "cleanup.webhook.url", "sms.answer.url"})
    void soDoesAnAddressWithTls(String name) {
        assertThat(needed(Map.of(name, "https://127.0.0.1/"))).isTrue();
    }

    private boolean needed(Map<String, String> given) {
        return Ahead.needsCertificates(Settings.of(folder, given, Map.of()));
    }
}
