package com.wgtwo.camel.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com:8443/services/T0/s3cret?key=k, https://hooks.example.com:8443",
        "http://user:pw@hooks.example.com/x, http://hooks.example.com",
        "smtp://user@mail.example.com:25?password=s3cret, smtp://mail.example.com:25",
        "kafka:sms-events?brokers=localhost:9092, kafka:sms-events",
        "file://out/+4799900001?fileName=x, file:out/+********01"
    })
    void onlyWhatIsNotPrivateIsShown(String uri, String shown) {
        assertThat(Target.shown(uri)).isEqualTo(shown);
    }

    @Test
    void aVeryLongAddressIsCut() {
        assertThat(Target.shown("file:" + "x".repeat(500))).hasSize(81).endsWith("…");
    }

    @Test
    void whatStaysInTheProgramIsNoTarget() {
        assertThat(Target.isOutside("direct://sms")).isFalse();
        assertThat(Target.isOutside("kamelet:x")).isFalse();
        assertThat(Target.isOutside("https://hooks.example.com")).isTrue();
    }
}
