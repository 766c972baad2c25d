package com.wgtwo.camel.app.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private static final Target TARGET = Target.of(URI.create("http://hooks.example.com:8080/"));

    @Test
    void aRequestIsWrittenAsHttpHasIt() {
        assertThat(text(new Request("/sms?a=b", TARGET).header("ce-id", "1"), "{}"))
                .isEqualTo(
                        "POST /sms?a=b HTTP/1.1\r\nHost: hooks.example.com:8080\r\nConnection: keep-alive\r\nce-id: 1\r\n"
                                + "Content-Length: 2\r\n\r\n{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\u0000X-Injected: 1", "a\u007fX-Injected: 1"})
    void aValueCannotBeginAnotherHeader(String value) {
        assertThat(text(new Request("/", TARGET).header("X", value), ""))
                .containsPattern("\r\nX: a {1,2}X-Injected: 1\r\n")
                .endsWith("\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void whatLatin1DoesNotHaveIsAQuestionMark() {
        assertThat(text(new Request("/", TARGET).header("X", "\u00e9\t\u20ac"), ""))
                .contains("\r\nX: \u00e9\t?\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"My Header", "a:b", "a\r\nb", "", "\u00e9"})
    void aNameThatHttpDoesNotAllowIsRefused(String name) {
        assertThatThrownBy(() -> Request.check(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Request request, String body) {
        return new String(request.with(body.getBytes(ISO_8859_1)), ISO_8859_1);
    }
}
