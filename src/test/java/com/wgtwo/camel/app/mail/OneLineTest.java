package com.wgtwo.camel.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {
    @Property
    void whateverComesInIsOneShortLineWithoutControlsOrEncodedWords(@ForAll String text) {
        String line = OneLine.of(text);
        assertThat(line).isNotBlank().doesNotContain("=?");
        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(400);
        assertThat(line.codePoints()).noneMatch(Character::isISOControl).noneMatch(c -> c == 0x2028 || c == 0x2029);
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(OneLine.of("Bank Ås +47 😀")).isEqualTo("Bank Ås +47 😀");
    }

    @Test
    void nothingBecomesUnknown() {
        assertThat(OneLine.of("\r\n")).isEqualTo("unknown");
    }
}
