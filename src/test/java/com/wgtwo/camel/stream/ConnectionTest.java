package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
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
            new Acknowledger<>(stream(), new PlatformAccess(sms.connection, null), scheduler, TimeSource.SYSTEM);
    private final Deliveries deliveries = new Deliveries(TimeSource.SYSTEM, 1);

    /** The stream of all events; tells on which thread an ack begins. */
    private PlatformStream<?, ?, ?, ?> stream() {
        return (PlatformStream<?, ?, ?, ?>) Proxy.newProxyInstance(
                PlatformStream.class.getClassLoader(),
                new Class<?>[] {PlatformStream.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("ackMethod")) {
                        began.complete(Thread.currentThread().getName());
                    }
                    return method.invoke(PlatformStreams.get("events"), arguments);
                });
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
