package com.wgtwo.camel.app.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {
    @ParameterizedTest
    @CsvSource({"+4799990005, *********05", "12345, ***45", "1234, ****", "1, *", "'', ''"})
    void onlyTheLastTwoDigitsAreShown(String number, String shown) {
        assertThat(Masked.number(number)).isEqualTo(shown);
    }
}
