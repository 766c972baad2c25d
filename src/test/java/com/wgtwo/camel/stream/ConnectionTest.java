package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection's own thread. */
class ConnectionTest {
    private final SmsSubscription sms = new SmsSubscription();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<String> began = new CompletableFuture<>();
    private final Acknowledger<?, ?> acknowledger =
            new Acknowledger<>(WatchedStream.events(this::watch), sms.spec.access(), scheduler, TimeSource.SYSTEM);
    private final Deliveries deliveries = new Deliveries(TimeSource.SYSTEM, 1);

    private void watch(String method) {
        if (method.equals("ackMethod")) {
            began.complete(Thread.currentThread().getName());
        }
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
        sms.close();
    }

    @Test
    void anAckBeginsOnTheConnectionsThread() throws Exception {
        Delivery delivery = deliveries.of(1, null);

        acknowledger.acknowledge(() -> delivery, failure -> {});

        assertThat(began.get(10, TimeUnit.SECONDS)).startsWith("wgtwo-connection");
    }

    @Test
    void whatEndsInAnErrorThereIsAnswered() {
        TimeSource missing = new TimeSource() {
            @Override
            public long nanos() {
                throw new NoClassDefFoundError("org/example/Missing");
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
        Delivery delivery = deliveries.of(1, null);
        CompletableFuture<AckException> told = new CompletableFuture<>();

        new Acknowledger<>(PlatformStreams.get("events"), sms.spec.access(), scheduler, missing)
                .acknowledge(() -> delivery, told::complete);

        assertThat(told).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(AckException.class);
    }

    @Test
    void whereNoAckIsDueNothingIsHandedOver() {
        Delivery delivery = deliveries.withoutAckHandle(1, null);
        CompletableFuture<Thread> told = new CompletableFuture<>();

        acknowledger.acknowledge(() -> delivery, failure -> told.complete(Thread.currentThread()));

        assertThat(told).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void whatComesAfterTheEndOfItsThreadRunsAtOnce() {
        sms.connection.close();

        await().until(() -> {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            sms.connection.execute(() -> ran.complete(Thread.currentThread()));
            return ran.get(10, TimeUnit.SECONDS) == Thread.currentThread();
        });
    }

    @Test
    void certificatesThatCannotBeUsedLeaveNoFilesOpen() {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        ConnectionSettings settings = SmsSubscription.connecting(sms.platform.target(), Path.of("missing.pem"));
        long before = system.getOpenFileDescriptorCount();

        for (int i = 0; i < 100; i++) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Connection(settings));
        }

        assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 100);
    }
}
