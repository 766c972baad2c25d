package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.app.run.LogLines;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.internal.DnsNameResolverProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The system gives grpc-java no thread at a reconnect, after which that fails every call on the channel. */
class ChannelPanicTest {
    private final ThreadlessResolver resolver = ThreadlessResolver.registered();
    private final SmsSubscription subscription = new SmsSubscription();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<StreamEvent> inWork = new ConcurrentLinkedQueue<>();
    private final StreamEngine engine = new StreamEngine(
            List.of(subscription.spec),
            SmsSubscription.settings(Ordering.NONE),
            inWork::add,
            threads,
            scheduler,
            TimeSource.SYSTEM,
            new EngineMemory());

    /** Resolves names, but for one target and some times ends in an error. */
    private static final class ThreadlessResolver extends NameResolverProvider {
        private final NameResolverProvider dns = new DnsNameResolverProvider();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile String target = "";

        /** A channel chooses its resolver when it is built. */
        static ThreadlessResolver registered() {
            ThreadlessResolver resolver = new ThreadlessResolver();
            NameResolverRegistry.getDefaultRegistry().register(resolver);
            return resolver;
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 6;
        }

        @Override
        public String getDefaultScheme() {
            return dns.getDefaultScheme();
        }

        @Override
        public NameResolver newNameResolver(URI uri, NameResolver.Args args) {
            NameResolver resolver = dns.newNameResolver(uri, args);
            return new NameResolver() {
                @Override
                public String getServiceAuthority() {
                    return resolver.getServiceAuthority();
                }

                @Override
                public void start(Listener2 listener) {
                    if (uri.getPath().equals("/" + target)
                            && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    resolver.start(listener);
                }

                @Override
                public void refresh() {
                    resolver.refresh();
                }

                @Override
                public void shutdown() {
                    resolver.shutdown();
                }
            };
        }
    }

    @BeforeEach
    void start() {
        resolver.target = subscription.platform.target();
        engine.start();
        await().until(() -> stream().state() == StreamState.STREAMING);
    }

    @AfterEach
    void stop() {
        engine.stop().join();
        scheduler.shutdownNow();
        threads.shutdownNow();
        subscription.close();
        NameResolverRegistry.getDefaultRegistry().deregister(resolver);
    }

    private StreamSnapshot stream() {
        return engine.snapshot().streams().get(0);
    }

    @Test
    void whatAProxySaysOfItsOwnChannelIsNotBelieved() {
        Status told = Status.INTERNAL.withDescription("Panic! This is a bug!");
        assertThat(ChannelPanic.failed(told)).isFalse();
        assertThat(ChannelPanic.failed(told.withCause(new OutOfMemoryError()))).isTrue();
    }

    @Test
    void aChannelThatHasFailedIsReplacedForStreamAndAcks() {
        try (LogLines log = new LogLines()) {
            resolver.failures.set(2);
            subscription.platform.faults().stopServer();
            await().until(() -> stream().trouble() == Trouble.NETWORK);
            subscription.platform.faults().startServer();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> resolver.failures.get() == 0 && stream().state() == StreamState.STREAMING);

            assertThat(log.atLeast(Level.WARN))
                    .anySatisfy(line -> assertThat(line)
                            .contains(
                                    "has failed within this program: unable to create native thread; tried again in"));
        }
        subscription.platform.emitRandom(EventType.SMS_EVENT);
        await().until(() -> inWork.size() == 1);
        StreamEvent event = inWork.remove();
        assertThat(event.acknowledge()).succeedsWithin(Duration.ofSeconds(10));
        event.complete();
    }
}
