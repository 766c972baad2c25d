package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void moreDeliveriesThanThePlatformMakesAreToldAtTheStart() {
        assertThat(History.remark(10, Duration.ofSeconds(30))).isEmpty();
        assertThat(History.remark(3, Duration.ofMinutes(10))).isEmpty();
        assertThat(History.remark(10, Duration.ofMinutes(10)))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("wgtwo.max-deliveries (10)"));
    }
}
