package com.wgtwo.camel.app.failure;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class OverdueCleanUpsTest {
    @Test
    void aLookForWhichThereIsNoThreadIsNotTheLast() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addService(
                    new OverdueCleanUps(
                            context,
                            () -> {
                                looks.incrementAndGet();
                                throw new OutOfMemoryError("unable to create native thread");
                            },
                            () -> Duration.ofSeconds(30),
                            Clock.systemUTC(),
                            Duration.ZERO,
                            Duration.ofMillis(20)),
                    true,
                    true);
            context.start();

            await().until(() -> looks.get() >= 3);
        }
    }
}
