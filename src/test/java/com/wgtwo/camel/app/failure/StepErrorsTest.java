package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepErrorsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        context.getCamelContextExtension().addInterceptStrategy(new StepErrors());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
                from("direct:in").process(new Elsewhere()).process(new Lacking(2));
                from("direct:lost").process(new Elsewhere()).process(new Lacking(Integer.MAX_VALUE));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        threads.shutdownNow();
    }

    /** Goes on on another thread, as a webhook does. */
    private final class Elsewhere extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            threads.execute(() -> callback.done(false));
            return false;
        }
    }

    /** Lacks a class for the first times. For a step that is not asynchronous Camel takes care itself. */
    private final class Lacking extends AsyncProcessorSupport {
        private final int times;

        private Lacking(int times) {
            this.times = times;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (tries.incrementAndGet() <= times) {
                throw new NoClassDefFoundError("com/example/Missing");
            }
            callback.done(true);
            return true;
        }
    }

    @Test
    void anErrorIsTriedAgainLikeAFailure() {
        CompletableFuture<Exchange> done = context.createProducerTemplate().asyncSend("direct:in", exchange -> {});

        assertThat(done).succeedsWithin(Duration.ofSeconds(20));
        assertThat(done.join().getException()).isNull();
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatFailsByAnErrorComesToItsEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);

        context.createProducerTemplate()
                .asyncSend(
                        "direct:lost",
                        exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                            @Override
                            public void onFailure(Exchange failed) {
                                ended.countDown();
                            }
                        }));

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
