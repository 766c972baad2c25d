package com.wgtwo.camel.sandbox;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.sandbox.auth.Tokens;
import com.wgtwo.camel.sandbox.broker.Ack;
import com.wgtwo.camel.sandbox.broker.AckCounts;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.Pending;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import com.wgtwo.camel.sandbox.service.Consents;
import com.wgtwo.camel.sandbox.service.V1Streams;
import com.wgtwo.camel.sandbox.web.Caught;
import com.wgtwo.camel.sandbox.web.Mail;
import com.wgtwo.camel.sandbox.web.SandboxView;
import com.wgtwo.camel.sandbox.web.Webhook;
import com.wgtwo.camel.sandbox.web.WebhookCatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private volatile String notice = "";
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Platform platform;
    private final Generator generator;
    private final Catchers catchers;
    private final Faults faults;

    Sandbox(SandboxBuilder builder) {
        bindAddress = builder.bindAddress;
        platform = new Platform(builder, scheduler);
        generator = new Generator(platform, builder);
        catchers = new Catchers(builder, platform.tokens, new JsonEmitter(platform, generator), new View(), scheduler);
        faults = new Faults(platform, catchers);
        try {
            platform.server.start();
            catchers.start(builder);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        scheduler.scheduleWithFixedDelay(platform::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        generator.start(builder.eventsPerSecond, scheduler);
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
        return platform.server.port();
    }

    /** Port of the web page and the webhook catcher. */
    public int httpPort() {
        return catchers.page.port();
    }

    /** Port of the mail catcher. */
    public int smtpPort() {
        return catchers.mail.port();
    }

    /** Where the page is that shows what was caught. */
    public String pageUrl() {
        return "http://" + bindAddress + ":" + httpPort() + "/";
    }

    /** Where the token endpoint is. */
    public String tokenEndpoint() {
        return "http://" + bindAddress + ":" + catchers.token.port() + Catchers.TOKEN_PATH;
    }

    /** Where webhooks of this name are caught. */
    public String webhookUrl(String name) {
        return "http://" + bindAddress + ":" + httpPort() + WebhookCatcher.PATH + name;
    }

    /**
     * Publishes a v0 event. Its metadata is replaced on delivery; everything else is sent as given.
     *
     * @return its number in the stream, from 1
     * @throws IllegalArgumentException when the event has no payload; one with fields of a newer interface goes to every
     *     subscription
     */
    public long emit(Event event) {
        return platform.emit(event);
    }

    /** Publishes a random v0 event of a type and returns it. */
    public Event emitRandom(EventType type) {
        Event event = generator.events().next(type);
        platform.emit(event);
        return event;
    }

    /**
     * Publishes a v1 event.
     *
     * @param message the payload, such as a {@code ConsentChangeEvent}, or a whole response of the stream with metadata; the
     *     acknowledgement handle is replaced on delivery, and the time is now unless the metadata says another
     * @return its number in the stream, from 1
     * @throws IllegalArgumentException when no v1 stream carries such a message
     */
    public long emitV1(Message message) {
        return platform.emitV1(message);
    }

    /** Takes the consent of a subscriber back, with the v0 and the v1 event that the platform sends for it. */
    public void revokeConsent(String number) {
        platform.revoked(platform.subscriber(number));
    }

    /** Takes the consent of a tenant back, with the v1 event that the platform sends for it; v0 has none. */
    public void revokeTenantConsent(String tenant) {
        platform.revokeTenant(tenant);
    }

    /** The live consents that ConsentService lists; each fictional subscriber has one. Changing them sends no event. */
    public Consents consents() {
        return platform.consents;
    }

    /** The webhooks that were caught. */
    public Caught<Webhook> webhooks() {
        return catchers.webhooks;
    }

    /** The mails that were caught. */
    public Caught<Mail> mails() {
        return catchers.mails;
    }

    /** The v0 events that were acknowledged, oldest first; the newest 10,000 unless the builder says otherwise. */
    public List<Ack<Event>> acks() {
        return platform.events.acks();
    }

    /** How many v0 acknowledgements came in. */
    public AckCounts ackCounts() {
        return platform.events.ackCounts();
    }

    /** The v0 events that were delivered and are not acknowledged. */
    public List<Pending<Event>> pendingAcks() {
        return platform.events.pending();
    }

    /** The v1 streams with their acknowledgements, each by its broker. */
    public V1Streams v1() {
        return platform.v1;
    }

    /** All subscriptions of all streams, those that only hold a position included. */
    public List<SubscriptionStatus> subscriptions() {
        return platform.brokers().stream()
                .flatMap(broker -> broker.subscriptions().stream())
                .toList();
    }

    /** How many access tokens were issued. */
    public long tokensIssued() {
        return platform.tokens.issued();
    }

    Tokens tokens() {
        return platform.tokens;
    }

    /** What can go wrong. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        platform.server.close();
        catchers.close();
        scheduler.shutdownNow();
    }

    /** Shows a text at the head of the page, until it is replaced; an empty one takes it away. */
    public void notice(String text) {
        notice = text;
    }

    /** What the page shows. */
    private final class View implements SandboxView {
        @Override
        public List<SubscriptionStatus> subscriptions() {
            return Sandbox.this.subscriptions();
        }

        @Override
        public Map<String, Long> published() {
            Map<String, Long> published = new LinkedHashMap<>();
            for (Broker<?> broker : platform.brokers()) {
                published.put(broker.stream(), broker.published());
            }
            return published;
        }

        @Override
        public String notice() {
            return notice;
        }

        @Override
        public Map<String, String> addresses() {
            Map<String, String> addresses = new LinkedHashMap<>();
            addresses.put("gRPC", target());
            addresses.put("Token endpoint", tokenEndpoint());
            addresses.put("Webhooks", webhookUrl("<name>"));
            addresses.put("SMTP", bindAddress + ":" + smtpPort());
            return addresses;
        }
    }
}
