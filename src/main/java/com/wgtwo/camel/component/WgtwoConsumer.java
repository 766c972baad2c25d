package com.wgtwo.camel.component;

import com.google.common.util.concurrent.Uninterruptibles;
import com.wgtwo.camel.stream.EngineSnapshot;
import com.wgtwo.camel.stream.StreamEngine;
import com.wgtwo.camel.stream.StreamEngine.Step;
import com.wgtwo.camel.stream.StreamEvent;
import com.wgtwo.camel.stream.TimeSource;
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
import org.apache.camel.ServiceStatus;
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
    private final Object intake = new Object();
    private volatile boolean connected;
    private volatile boolean resumed;
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
        if (engine != null) {
            // A stop that Camel gave up at its timeout: it was suspended for it, and not stopped.
            openAgain();
            return;
        }
        draining = null;
        WgtwoEndpoint endpoint = getEndpoint();
        CamelContext context = endpoint.getCamelContext();
        scheduler =
                context.getExecutorServiceManager().newScheduledThreadPool(this, "wgtwo-stream", schedulerProfile());
        int few = Math.max(2, Runtime.getRuntime().availableProcessors());
        workers = context.getExecutorServiceManager().newThreadPool(this, "wgtwo-worker", workerProfile());
        specs = new SubscriptionSpecs(endpoint);
        engine = new StreamEngine(
                specs.build(),
                endpoint.getSubscription().engineSettings(),
                this::handle,
                // Another kind, such as one with a virtual thread for each task, has no size to adapt.
                workers instanceof ThreadPoolExecutor pool
                        ? new WorkerPool(pool, scheduler, few, WaitingThreads::waits, TimeSource.SYSTEM)
                        : workers,
                scheduler,
                TimeSource.SYSTEM,
                endpoint.getComponent().engineMemory(getRouteId(), endpoint));
        WgtwoHealthCheck check = new WgtwoHealthCheck(getRouteId(), this::snapshot);
        check.setCamelContext(context);
        healthCheck = check;
        managed = ManagedStreams.of(this);
        connected = false;
        context.addStartupListener(this);
    }

    /**
     * One thread, and no bound (0): each event whose ack is to be sent again waits in its queue, and one rejected for want of
     * room would be a stream or an ack that nothing goes on with.
     */
    private static ThreadPoolProfile schedulerProfile() {
        return new ThreadPoolProfileBuilder("wgtwo-stream")
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(0)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
    }

    /** One thread, for the worker pool to make more of. The queue has no bound of its own: it holds events in flight, and these are bounded by the window. */
    private static ThreadPoolProfile workerProfile() {
        return new ThreadPoolProfileBuilder("wgtwo-worker")
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(Integer.MAX_VALUE)
                .keepAliveTime(30L)
                .allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
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

    /** Once for each start: Camel tells of the start of every other route too, and an operator may have ended streams since. */
    private void connect() {
        StreamEngine current = engine;
        synchronized (intake) {
            if (current != null && !connected && isRunAllowed() && !isSuspendingOrSuspended()) {
                connected = true;
                current.start();
            }
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        StreamEngine current = engine;
        synchronized (intake) {
            resumed = false;
            if (current != null) {
                draining = current.drain();
            }
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        if (engine == null) {
            try {
                doStart();
            } catch (Exception e) {
                doStop();
                throw e;
            }
            connect();
        } else {
            openAgain();
        }
    }

    /** Whether it is suspended, or was stopped when it should have been. */
    @Override
    public boolean isSuspended() {
        return super.isSuspended() || isStoppedInstead();
    }

    /** At the end of a shutdown timeout Camel stops the consumer of a route that it suspends, and resumes the route later. */
    private boolean isStoppedInstead() {
        String route = getRouteId();
        return route != null
                && isStopped()
                && getEndpoint().getCamelContext().getRouteController().getRouteStatus(route)
                        == ServiceStatus.Suspended;
    }

    @Override
    public void resume() {
        if (isStoppedInstead()) {
            start();
            // Of a context that is resumed nothing tells that it has started.
            connect();
        } else {
            super.resume();
        }
    }

    private void openAgain() {
        StreamEngine current = engine;
        CompletableFuture<Void> before = draining;
        resumed = true;
        if (current != null) {
            // It may be suspended again, or stopped, before what was in work is through.
            (before == null ? CompletableFuture.<Void>completedFuture(null) : before).thenRun(() -> {
                // Else a suspend in between would leave the stream of a suspended route open.
                synchronized (intake) {
                    if (resumed) {
                        connected = true;
                        current.start();
                    }
                }
            });
        }
    }

    @Override
    protected void doStop() throws Exception {
        StreamEngine current = engine;
        synchronized (intake) {
            resumed = false;
        }
        if (current != null) {
            await(current.stop());
            last = current.snapshot();
            engine = null;
        }
        // At the end of its timeout Camel interrupts a stop, which must not break it off, nor what it lets come to an
        // end.
        boolean interrupted = Thread.interrupted();
        managed.close();
        if (specs != null) {
            specs.release();
        }
        CamelContext context = getEndpoint().getCamelContext();
        if (scheduler != null) {
            context.getExecutorServiceManager().shutdownNow(scheduler);
        }
        if (workers != null) {
            // Not now: an exchange whose next step waits for a thread has to come to its end, else what it has begun
            // stays so.
            context.getExecutorServiceManager().shutdown(workers);
        }
        if (current != null) {
            current.abandonAcks();
        }
        super.doStop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not for long: closing the connection ends the calls too. */
    private static void await(CompletableFuture<Void> ended) {
        try {
            Uninterruptibles.getUninterruptibly(ended, 2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the calls did not end in time; closing the connection ends it");
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
