package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:9876, true",
        "127.0.0.1:9876, true",
        "[::1]:9876, true",
        "my-machine:9876, true",
        "rebound.example:9876, false",
        "localhost.example, false",
        ", false"
    })
    void thisMachineIsAskedForByItsNamesInWhateverCase(String asked, boolean answered) {
        assertThat(HostHeader.isOfThisMachine(asked, "My-Machine")).isEqualTo(answered);
    }
}
