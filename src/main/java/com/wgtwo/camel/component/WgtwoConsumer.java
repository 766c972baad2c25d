package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.Connection;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.EventStream;
import com.wgtwo.camel.stream.StreamEvent;
import com.wgtwo.camel.stream.StreamSnapshot;
import com.wgtwo.camel.stream.TimeSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the deliveries of a stream into exchanges.
 *
 * <p>It connects when the whole context has been started, because routes that the stream's route calls may not exist
 * before. Suspending, which Camel's shutdown does first, ends the intake while running exchanges go on to their acks;
 * the connection closes when the consumer stops.
 */
@ManagedResource(description = "Managed WG2 event stream")
public class WgtwoConsumer extends DefaultConsumer
        implements Suspendable, ShutdownAware, StartupListener, HealthCheckAware {

    private static final Logger LOG = LoggerFactory.getLogger(WgtwoConsumer.class);

    private @Nullable Connection connection;
    private @Nullable ExecutorService workers;
    private @Nullable ExecutorService tokenRequests;
    private @Nullable ScheduledExecutorService scheduler;
    private volatile @Nullable EventStream<?, ?, ?, ?> stream;
    private @Nullable CompletableFuture<Void> draining;
    private @Nullable HealthCheck healthCheck;

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
        // Both start no thread before they are needed.
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "wgtwo-stream");
        tokenRequests = context.getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-token");
        workers = context.getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-worker");
        connection = endpoint.getComponent().connections().acquire(endpoint.connectionSettings(), tokenRequests);
        stream = new EventStream<>(
                endpoint.platformStream(),
                endpoint.streamSettings(),
                connection,
                this::handle,
                workers,
                scheduler,
                TimeSource.SYSTEM);
        WgtwoHealthCheck check = new WgtwoHealthCheck(getRouteId(), this::snapshot);
        check.setCamelContext(context);
        healthCheck = check;
        context.addStartupListener(this);
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
        EventStream<?, ?, ?, ?> current = stream;
        if (current != null && isRunAllowed() && !isSuspendingOrSuspended()) {
            current.start();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        EventStream<?, ?, ?, ?> current = stream;
        if (current != null) {
            draining = current.drain();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        EventStream<?, ?, ?, ?> current = stream;
        CompletableFuture<Void> before = draining;
        if (current != null) {
            (before == null ? CompletableFuture.<Void>completedFuture(null) : before).thenRun(current::start);
        }
    }

    @Override
    protected void doStop() throws Exception {
        EventStream<?, ?, ?, ?> current = stream;
        stream = null;
        if (current != null) {
            await(current.stop());
        }
        if (connection != null) {
            getEndpoint().getComponent().connections().release(connection);
            connection = null;
        }
        CamelContext context = getEndpoint().getCamelContext();
        shutDown(context, scheduler);
        shutDown(context, tokenRequests);
        shutDown(context, workers);
        super.doStop();
    }

    private static void await(CompletableFuture<Void> ended) throws InterruptedException {
        try {
            ended.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the stream's call did not end in time; closing the connection ends it");
        }
    }

    private static void shutDown(CamelContext context, @Nullable ExecutorService executor) {
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor);
        }
    }

    private void handle(StreamEvent event) {
        Exchange exchange = createExchange(false);
        EventFacts facts = event.facts();
        Message message = exchange.getMessage();
        message.setBody(event.message());
        message.setHeader(WgtwoConstants.STREAM, getEndpoint().getStream());
        message.setHeader(WgtwoConstants.EVENT_TYPE, facts.type());
        message.setHeader(WgtwoConstants.EVENT_ID, facts.id().toString());
        message.setHeader(WgtwoConstants.UNDERSTOOD, facts.understood());
        message.setHeader(WgtwoConstants.REDELIVERED, facts.redelivered());
        message.setHeader(WgtwoConstants.DELIVERY_COUNT, event.deliveryCount());
        message.setHeader(WgtwoConstants.ACK_DEADLINE, event.ackDeadline());
        setIfPresent(message, WgtwoConstants.SUBSCRIBER, facts.subscriber());
        setIfPresent(message, WgtwoConstants.TENANT, facts.tenant());
        setIfPresent(message, WgtwoConstants.TIMESTAMP, facts.timestamp());
        exchange.setProperty(WgtwoConstants.EVENT_PROPERTY, event);
        exchange.getExchangeExtension()
                .addOnCompletion(new EventCompletion(event, getEndpoint().getAckMode()));
        getAsyncProcessor().process(exchange, doneSync -> releaseExchange(exchange, false));
    }

    private static void setIfPresent(Message message, String header, @Nullable Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    /** All there is to know of the stream; null while the consumer is stopped. */
    public StreamSnapshot snapshot() {
        return Objects.requireNonNull(stream, "the consumer is stopped").snapshot();
    }

    /** Where the stream stands. */
    @ManagedAttribute(description = "State of the stream")
    public String getStreamState() {
        return snapshot().state().name();
    }

    /** Why it does not stream; empty when it does. */
    @ManagedAttribute(description = "Last failure of the stream and what to do about it")
    public String getLastError() {
        return Objects.requireNonNullElse(snapshot().lastError(), "");
    }

    /** How many events are in work. */
    @ManagedAttribute(description = "Events in work, unanswered acks included")
    public int getInFlight() {
        return snapshot().figures().inFlight();
    }

    /** How many acks the platform accepted. */
    @ManagedAttribute(description = "Acks the platform accepted")
    public long getAcked() {
        return snapshot().figures().acked();
    }

    /** Ends the stream's call and opens another one at once; events in work go on and are not repeated. */
    @ManagedOperation(description = "Ends the stream and opens it anew")
    public void reconnect() {
        EventStream<?, ?, ?, ?> current = stream;
        if (current != null) {
            current.reconnect();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        EventStream<?, ?, ?, ?> current = stream;
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
