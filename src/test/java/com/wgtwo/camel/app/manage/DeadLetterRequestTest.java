package com.wgtwo.camel.app.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterRequestTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:39123, 127.0.0.1:39123",
        "http://127.0.0.1:39123/observe/health, 127.0.0.1:39123",
        "http://[::1]:39123, [::1]:39123",
        "localhost:9876/, localhost:9876"
    })
    void theAddressMayBeWhatTheLogSays(String given, String address) throws Exception {
        assertThat(DeadLetterRequest.of(List.of("list", "--address", given)).address())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "http://foo", "foo:bar", "https://foo:1", "foo:0", "foo:65536", ":1", ""})
    void anotherAddressIsTold(String given) {
        assertThatThrownBy(() -> DeadLetterRequest.of(List.of("list", "--address", given)))
                .isInstanceOf(DeadLetterRequest.Unclear.class)
                .hasMessage("--address is to be host:port, such as 127.0.0.1:9876, and not '" + given + "'.");
    }
}
