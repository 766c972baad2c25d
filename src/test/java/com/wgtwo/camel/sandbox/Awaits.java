package com.wgtwo.camel.sandbox;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting for something that another thread does. */
final class Awaits {
    private Awaits() {}

    static void until(Callable<Boolean> condition, Supplier<String> found) {
        try {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(5))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(found.get(), e);
        }
    }

    static void until(Callable<Boolean> condition) {
        until(condition, () -> "did not happen in time");
    }
}
