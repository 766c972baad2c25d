package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandOverTest {
    static Stream<Executor> executors() {
        return Stream.of(
                Runnable::run,
                rest -> {
                    throw new RejectedExecutionException("shut down");
                },
                rest -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void whatIsLeftRunsOnceWhateverTheExecutorDoes(Executor executor) {
        AtomicInteger runs = new AtomicInteger();
        HandOver.to(executor, runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }
}
