package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.wgtwo.camel.Tls;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.sandbox.Sandbox;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever exchanges a certificate need not wait for the next attempt, which may be a minute away. */
class NewCertificatesTest {
    private final SmsSubscription subscription = new SmsSubscription();
    private final Sandbox platform = subscription.platform;
    private final Postponing scheduler = new Postponing();
    private final Deliveries deliveries = new Deliveries(TimeSource.SYSTEM, 10);
    private final Dispatcher dispatcher = new Dispatcher(Ordering.NONE, SmsSubscription.ACK_TIMEOUT, TimeSource.SYSTEM);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
        subscription.close();
    }

    @Test
    void whoListensIsToldOnceOthersAreInUse(@TempDir Path folder) throws Exception {
        Path trusted = Files.copy(Tls.in(folder).authority(), folder.resolve("trusted.pem"));
        Path other = Tls.in(Files.createDirectory(folder.resolve("other"))).authority();
        AtomicInteger told = new AtomicInteger();
        try (LogLines log = new LogLines();
                Connection connection = new Connection(SmsSubscription.connecting("127.0.0.1:1", trusted))) {
            connection.addCertificateListener(told::incrementAndGet);

            Files.writeString(trusted, "half a file");
            await().until(() -> !log.atLeast(Level.WARN).isEmpty());
            assertThat(told).hasValue(0);
            Files.move(other, trusted, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

            await().until(() -> told.get() == 1);
        }
    }

    @Test
    void aStreamThatWaitsTriesAtOnce() throws Exception {
        StreamSupervisor<?, ?> supervisor = subscription.supervisor(deliveries, dispatcher, scheduler);
        supervisor.start();
        await().until(() -> state(supervisor) == StreamState.STREAMING);
        scheduler.postpones = true;
        platform.faults().stopServer();
        await().until(() -> state(supervisor) == StreamState.WAITING);
        platform.faults().startServer();
        scheduler.postpones = false;

        subscription.connection.certificatesChanged();

        await().until(() -> state(supervisor) == StreamState.STREAMING);
        supervisor.stop().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aStreamThatWaitsForSomethingElseGoesOnWaiting() throws Exception {
        scheduler.postpones = true;
        platform.faults().refuseSubscribes(1, Status.PERMISSION_DENIED);
        StreamSupervisor<?, ?> supervisor = subscription.supervisor(deliveries, dispatcher, scheduler);
        supervisor.start();
        await().until(() -> state(supervisor) == StreamState.WAITING);

        subscription.connection.certificatesChanged();

        scheduler.catchUp();
        assertThat(state(supervisor)).isEqualTo(StreamState.WAITING);
        supervisor.stop().get(30, TimeUnit.SECONDS);
    }

    private StreamState state(StreamSupervisor<?, ?> supervisor) {
        return supervisor
                .snapshot(subscription.spec, null, dispatcher.figures(deliveries.origin()))
                .state();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    /** Does nothing later, once it is told so: no attempt comes by itself. */
    private static final class Postponing extends ScheduledThreadPoolExecutor {
        private volatile boolean postpones;

        Postponing() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable step, long delay, TimeUnit unit) {
            return postpones ? super.schedule(step, 1, TimeUnit.DAYS) : super.schedule(step, delay, unit);
        }

        void catchUp() throws Exception {
            Callable<Void> nothing = () -> null;
            super.schedule(nothing, 0, TimeUnit.NANOSECONDS).get(30, TimeUnit.SECONDS);
        }

        /** That of the superclass would be one that is scheduled. */
        @Override
        public void execute(Runnable step) {
            super.schedule(step, 0, TimeUnit.NANOSECONDS);
        }
    }
}
