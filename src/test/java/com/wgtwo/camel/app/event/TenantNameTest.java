package com.wgtwo.camel.app.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantNameTest {
    @Test
    void aNameThatFitsStaysAsItIs() {
        assertThat(TenantName.of("wotel")).isEqualTo("wotel");
        assertThat(TenantName.of("ø".repeat(200))).isEqualTo("ø".repeat(200));
    }

    @Test
    void oneThatDoesNotFitIsStillToldFromOthers() {
        String longer = "a".repeat(201);
        assertThat(TenantName.of(longer)).hasSizeLessThanOrEqualTo(200).startsWith("a".repeat(60));
        assertThat(TenantName.of(longer)).isNotEqualTo(TenantName.of(longer + "a"));
        assertThat(TenantName.of("wo\0tel")).doesNotContain("\0").isNotEqualTo(TenantName.of("wot\0el"));
        assertThat(TenantName.of("🦊".repeat(150)))
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("🦊".repeat(60));
    }
}
