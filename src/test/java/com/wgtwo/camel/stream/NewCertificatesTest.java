package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.google.protobuf.Message;
import com.wgtwo.camel.Tls;
import com.wgtwo.camel.app.run.LogLines;
import com.wgtwo.camel.sandbox.Sandbox;
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
    private final SubscriptionSpec spec = subscription.spec;
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
                Connection connection = to(trusted)) {
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
        StreamSupervisor<?, ?> supervisor = supervisor(spec.stream());
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
    void aStreamThatIsStoppedStaysSo() throws Exception {
        StreamSupervisor<?, ?> supervisor = supervisor(spec.stream());
        scheduler.postpones = true;
        platform.faults().stopServer();
        supervisor.start();
        await().until(() -> state(supervisor) == StreamState.WAITING);
        supervisor.stop().get(30, TimeUnit.SECONDS);

        subscription.connection.certificatesChanged();

        scheduler.catchUp();
        assertThat(state(supervisor)).isEqualTo(StreamState.STOPPED);
    }

    private static Connection to(Path trusted) {
        return new Connection(new ConnectionSettings(
                "127.0.0.1:1",
                false,
                trusted,
                null,
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                4_194_304,
                "test"));
    }

    private <S extends Message, E extends Message> StreamSupervisor<S, E> supervisor(
            PlatformStream<S, E, ?, ?> stream) {
        return new StreamSupervisor<>(
                "events",
                new StreamCall.Target<>(
                        stream, stream.request(spec.settings()), spec.access(), event -> {}, deliveries.origin()),
                SmsSubscription.settings(Ordering.NONE),
                dispatcher,
                scheduler,
                TimeSource.SYSTEM,
                new EngineMemory());
    }

    private StreamState state(StreamSupervisor<?, ?> supervisor) {
        return supervisor
                .snapshot(spec, null, dispatcher.figures(deliveries.origin()))
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
