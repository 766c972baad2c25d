package com.wgtwo.camel.sandbox;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.sandbox.broker.Ack;
import com.wgtwo.camel.sandbox.broker.AckCounts;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.BrokerFaults;
import com.wgtwo.camel.sandbox.broker.Pending;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import com.wgtwo.camel.sandbox.server.GrpcServer;
import com.wgtwo.camel.sandbox.service.CallFaults;
import com.wgtwo.camel.sandbox.service.EventTypes;
import com.wgtwo.camel.sandbox.service.EventsV0Service;
import com.wgtwo.camel.sandbox.service.OpenStreams;
import com.wgtwo.camel.sandbox.service.Streams;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A running sandbox. Thread safe. Closing it frees its ports and ends its threads.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().seed(1).start()) {
 *     String target = sandbox.target();
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    /** How often deadlines are looked at; an event comes again at most this much too late. */
    private static final long TICK_MILLIS = 20;

    private final String bindAddress;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Broker<Event> events;
    private final GrpcServer server;
    private final Faults faults;

    Sandbox(SandboxBuilder builder) {
        bindAddress = builder.bindAddress;
        BrokerFaults brokerFaults = new BrokerFaults();
        CallFaults callFaults = new CallFaults();
        OpenStreams openStreams = new OpenStreams();
        events = new Broker<>("events", builder.broker(), builder.clock, brokerFaults);
        Streams streams = new Streams(builder.minimumAckTimeout, callFaults, openStreams, scheduler);
        server = new GrpcServer(
                builder.server(),
                List.of(new EventsV0Service(events, streams, builder.clock, !builder.quirks)),
                List.of(),
                scheduler);
        faults = new Faults(server, openStreams, callFaults, brokerFaults, events);
        server.start();
        scheduler.scheduleWithFixedDelay(events::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A builder with all defaults. */
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    /** Host and port of the gRPC server. */
    public String target() {
        return bindAddress + ":" + grpcPort();
    }

    /** Port of the gRPC server. */
    public int grpcPort() {
        return server.port();
    }

    /**
     * Publishes a v0 event. Its metadata is replaced on delivery; everything else is sent as given.
     *
     * @return its number in the stream, from 1
     */
    public long emit(Event event) {
        return events.publish(EventsV0Service.topic(EventTypes.of(event)), event);
    }

    /** The v0 events that were acknowledged, oldest first; the newest 10,000 unless the builder says otherwise. */
    public List<Ack<Event>> acks() {
        return events.acks();
    }

    /** How many v0 acknowledgements came in. */
    public AckCounts ackCounts() {
        return events.ackCounts();
    }

    /** The v0 events that were delivered and are not acknowledged. */
    public List<Pending<Event>> pendingAcks() {
        return events.pending();
    }

    /** All subscriptions, those that only hold a position included. */
    public List<SubscriptionStatus> subscriptions() {
        return events.subscriptions();
    }

    /** What can go wrong. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
        scheduler.shutdownNow();
    }
}
