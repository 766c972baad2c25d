package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void anAckBeginsOnTheConnectionsThread() throws Exception {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (SmsSubscription sms = new SmsSubscription()) {
            TimeSource time = new ManualTime();
            Delivery delivery = new Deliveries(time, 1).withoutAckHandle(1, null);
            CompletableFuture<String> thread = new CompletableFuture<>();
            new Acknowledger<>(PlatformStreams.get("events"), new PlatformAccess(sms.connection, null), scheduler, time)
                    .acknowledge(
                            () -> {
                                thread.complete(Thread.currentThread().getName());
                                return delivery;
                            },
                            failure -> {});
            assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("wgtwo-connection");
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void whatComesAfterTheEndOfItsThreadRunsAtOnce() {
        try (SmsSubscription sms = new SmsSubscription()) {
            sms.connection.close();
            await().until(() -> {
                CompletableFuture<Thread> ran = new CompletableFuture<>();
                sms.connection.execute(() -> ran.complete(Thread.currentThread()));
                return ran.get(10, TimeUnit.SECONDS) == Thread.currentThread();
            });
        }
    }
}
