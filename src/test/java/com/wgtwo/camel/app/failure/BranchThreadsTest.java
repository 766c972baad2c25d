package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchThreadsTest {
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    /** From some thread on the system gives none. */
    private static final class FewThreads extends BranchThreads {
        private final AtomicInteger left;

        FewThreads(int threads) {
            left = new AtomicInteger(threads);
        }

        @Override
        public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
            return super.newThreadPool(profile, task -> {
                if (profile.getId().equals(PROFILE) && left.getAndDecrement() <= 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return factory.newThread(task);
            });
        }
    }

    private Exchange sendToThree(BranchThreads threads, Processor branch) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            threads.offerBy(context.getExecutorServiceManager(), 10);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .multicast()
                            .parallelProcessing()
                            .executorService(BranchThreads.PROFILE)
                            .to("direct:one", "direct:two", "direct:three");
                    for (String name : new String[] {"one", "two", "three"}) {
                        from("direct:" + name).process(branch).process(exchange -> done.add(name));
                    }
                }
            });
            context.start();
            return context.createFluentProducerTemplate()
                    .to("direct:in")
                    .withBody("event")
                    .asyncSend()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void withoutThreadsAllBranchesAreThroughAllTheSame(int threads) throws Exception {
        Exchange result = sendToThree(new FewThreads(threads), exchange -> {});

        assertThat(result.isFailed()).isFalse();
        assertThat(done).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void branchesThatWaitAreUnderWayAtTheSameTime() throws Exception {
        CyclicBarrier allOfThem = new CyclicBarrier(3);

        Exchange result = sendToThree(new BranchThreads(), exchange -> allOfThem.await(10, TimeUnit.SECONDS));

        assertThat(result.isFailed()).isFalse();
        assertThat(done).containsExactlyInAnyOrder("one", "two", "three");
    }
}
