package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.AckException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Retries retries = new Retries(Clock.fixed(NOW, ZoneOffset.UTC), () -> Duration.ofSeconds(8));

    @ParameterizedTest
    // 8 s for the try and 1 s for the acknowledgement, and the delay: 0.5 s doubled each time, up to 5 s, plus a fifth
    @CsvSource({
        "1, 9.6, true",
        "1, 9.599, false",
        "2, 10.2, true",
        "2, 10.199, false",
        "4, 13.8, true",
        "4, 13.799, false",
        "5, 15, true",
        "5, 14.999, false",
        "50, 15, true"
    })
    void aTryAndTheAcknowledgementHaveToFitBeforeTheDeadline(int tries, double seconds, boolean inTime) {
        fail(new IOException());
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, tries);
        deadline(Duration.ofMillis(Math.round(seconds * 1000)));
        assertThat(retries.isInTime(exchange)).isEqualTo(inTime);
    }

    @ParameterizedTest
    @CsvSource({"10, 19, true", "10, 18, false", "0, 10, true"})
    void whatTheOtherSideAskedForCountsInsteadOfTheDelay(int retryAfter, int seconds, boolean inTime) {
        fail(http(503, Map.of("Retry-After", String.valueOf(retryAfter))));
        deadline(Duration.ofSeconds(seconds));
        retries.respectRetryAfter(exchange);
        assertThat(retries.isInTime(exchange)).isEqualTo(inTime);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7000",
                " 7 | 7000",
                "0 | 1",
                "Tue, 24 Nov 2026 12:00:09 GMT | 9000",
                "Tue, 24 Nov 2026 11:00:00 GMT | 1"
            })
    void retryAfterIsSecondsOrADate(String value, long millis) {
        fail(http(429, Map.of("retry-AFTER", value)));
        retries.respectRetryAfter(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "99999999999999999999", ""})
    void anUnreadableRetryAfterCountsAsNone(String value) {
        fail(http(503, Map.of("Retry-After", value)));
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 5L);
        retries.respectRetryAfter(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
    }

    @Test
    void permanentFailuresAndFailedAcksAreNotTriedAgain() {
        deadline(Duration.ofMinutes(5));
        fail(http(404, Map.of()));
        assertThat(retries.isInTime(exchange)).isFalse();
        assertThat(retries.isPermanent(exchange)).isTrue();
        fail(new AckException("not taken"));
        assertThat(retries.isPermanent(exchange)).isFalse();
    }

    @Test
    void withoutDeadlineThereAreFiveTries() {
        fail(new IOException());
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, 5);
        assertThat(retries.isInTime(exchange)).isTrue();
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, 6);
        assertThat(retries.isInTime(exchange)).isFalse();
    }

    private void fail(Exception failure) {
        exchange.setException(failure);
    }

    private void deadline(Duration fromNow) {
        exchange.getMessage().setHeader(WgtwoConstants.ACK_DEADLINE, NOW.plus(fromNow));
    }

    private static HttpOperationFailedException http(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("http://localhost/hook?secret", status, "text", null, headers, "body");
    }
}
