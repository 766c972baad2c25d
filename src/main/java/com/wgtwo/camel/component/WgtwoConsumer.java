package com.wgtwo.camel.component;

import com.sun.management.OperatingSystemMXBean;
import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.StreamEngine;
import com.wgtwo.camel.stream.StreamEngine.Step;
import com.wgtwo.camel.stream.StreamEvent;
import com.wgtwo.camel.stream.TimeSource;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the deliveries of streams into exchanges.
 *
 * <p>It connects when the whole context has been started, because routes that the stream's route calls may not exist
 * before. Suspending, which Camel's shutdown does first, ends the intake while running exchanges go on to their acks;
 * the connection closes when the consumer stops.
 */
@ManagedResource(description = "Managed consumer of WG2 event streams")
public class WgtwoConsumer extends DefaultConsumer
        implements Suspendable, ShutdownAware, StartupListener, HealthCheckAware {

    private static final Logger LOG = LoggerFactory.getLogger(WgtwoConsumer.class);

    private @Nullable SubscriptionSpecs specs;
    private @Nullable ExecutorService workers;
    private @Nullable ScheduledExecutorService scheduler;
    private volatile @Nullable StreamEngine engine;
    private volatile EngineSnapshot last = EngineSnapshot.EMPTY;
    private @Nullable CompletableFuture<Void> draining;
    private @Nullable HealthCheck healthCheck;
    private ManagedStreams managed = ManagedStreams.NONE;

    WgtwoConsumer(WgtwoEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public WgtwoEndpoint getEndpoint() {
        return (WgtwoEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        WgtwoEndpoint endpoint = getEndpoint();
        CamelContext context = endpoint.getCamelContext();
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "wgtwo-stream");
        int few = Math.max(2, Runtime.getRuntime().availableProcessors());
        workers = context.getExecutorServiceManager().newThreadPool(this, "wgtwo-worker", workerProfile(few));
        specs = new SubscriptionSpecs(endpoint);
        engine = new StreamEngine(
                specs.build(),
                endpoint.getSubscription().engineSettings(),
                this::handle,
                new WorkerPool(
                        (ThreadPoolExecutor) workers, scheduler, few, WgtwoConsumer::cpuNanos, TimeSource.SYSTEM),
                scheduler,
                TimeSource.SYSTEM);
        WgtwoHealthCheck check = new WgtwoHealthCheck(getRouteId(), this::snapshot);
        check.setCamelContext(context);
        healthCheck = check;
        managed = ManagedStreams.of(this);
        context.addStartupListener(this);
    }

    /** The queue has no bound of its own: it holds events in flight, and these are bounded by the window. */
    private static ThreadPoolProfile workerProfile(int few) {
        return new ThreadPoolProfileBuilder("wgtwo-worker")
                .poolSize(few)
                .maxPoolSize(few)
                .maxQueueSize(Integer.MAX_VALUE)
                .keepAliveTime(30L)
                .allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            connect();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        connect();
    }

    private void connect() {
        StreamEngine current = engine;
        if (current != null && isRunAllowed() && !isSuspendingOrSuspended()) {
            current.start();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        StreamEngine current = engine;
        if (current != null) {
            draining = current.drain();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        StreamEngine current = engine;
        CompletableFuture<Void> before = draining;
        if (current != null) {
            (before == null ? CompletableFuture.<Void>completedFuture(null) : before).thenRun(current::start);
        }
    }

    @Override
    protected void doStop() throws Exception {
        StreamEngine current = engine;
        if (current != null) {
            await(current.stop());
            last = current.snapshot();
            engine = null;
        }
        managed.close();
        if (specs != null) {
            specs.release();
        }
        CamelContext context = getEndpoint().getCamelContext();
        shutDown(context, scheduler);
        shutDown(context, workers);
        super.doStop();
    }

    private static void await(CompletableFuture<Void> ended) throws InterruptedException {
        try {
            ended.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the calls did not end in time; closing the connection ends it");
        }
    }

    private static void shutDown(CamelContext context, @Nullable ExecutorService executor) {
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor);
        }
    }

    private void handle(StreamEvent event) {
        Exchange exchange = createExchange(false);
        new EventMessage(event.message(), event.facts(), event.stream(), event.region())
                .fill(exchange, event.deliveryCount(), event.ackDeadline());
        exchange.setProperty(WgtwoConstants.EVENT_PROPERTY, event);
        exchange.getExchangeExtension()
                .addOnCompletion(new EventCompletion(event, getEndpoint().getAckMode()));
        getAsyncProcessor().process(exchange, doneSync -> releaseExchange(exchange, false));
    }

    /** All there is to know of the streams; after a stop what was known last. */
    public EngineSnapshot snapshot() {
        StreamEngine current = engine;
        return current == null ? last : current.snapshot();
    }

    /** Ends the calls and opens others at once; events in work go on and are not repeated. */
    @ManagedOperation(description = "Ends each stream and opens it anew")
    public void reconnect() {
        StreamEngine current = engine;
        if (current != null) {
            current.reconnect();
        }
    }

    /** Does something with one stream; nothing while the consumer is stopped. */
    void step(int stream, Step step) {
        StreamEngine current = engine;
        if (current != null) {
            current.step(stream, step);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        StreamEngine current = engine;
        return current == null ? 0 : current.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Suspending has ended the intake, stopping ends the rest.
    }

    @Override
    public void setHealthCheck(HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
    }

    @Override
    public @Nullable HealthCheck getHealthCheck() {
        return healthCheck;
    }
}
