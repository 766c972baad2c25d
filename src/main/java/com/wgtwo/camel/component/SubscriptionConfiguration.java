package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.EngineSettings;
import com.wgtwo.camel.stream.Ordering;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.wgtwo.camel.stream.platform.EventTypes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options that say what to subscribe to, and how events are worked on. */
@UriParams
public class SubscriptionConfiguration {

    @UriParam(
            label = "consumer",
            defaultValue = "SMS_EVENT,CONSENT_REVOKE_EVENT",
            description = "Types of events to receive, separated by commas, as the platform names them; the names"
                    + " ROAMING_EVENT and SMS_DELIVERY_EVENT of its documentation are understood as well.")
    private String eventTypes = "SMS_EVENT,CONSENT_REVOKE_EVENT";

    @UriParam(
            label = "consumer",
            defaultValue = "per-type",
            enums = "per-type,single",
            description =
                    "How many subscriptions the stream of v0 events is split into. per-type: one for each event type, its"
                            + " names followed by the type and each with a window of its own, so that a missing right for one"
                            + " type does not stop the others; between types the platform then keeps no order. single: one"
                            + " for all types, which share the window and keep their order.")
    private String subscriptions = "per-type";

    @UriParam(
            label = "consumer",
            defaultValue = "oldest",
            description = "Where to start when the platform holds no position for this subscription: oldest, new, last,"
                    + " sequence:N, timestamp:RFC3339 or delta:10m. The platform keeps about 30 minutes.")
    private String startPosition = "oldest";

    @UriParam(
            label = "consumer",
            description =
                    "Client id of the subscription, part of its identity when there is no queue name or no durable"
                            + " name. Not the OAuth client.")
    @Nullable
    private String clientId;

    @UriParam(
            label = "consumer",
            defaultValue = "wgtwo-camel",
            description = "All consumers with the same queue name share the events between them. Empty for none.")
    private String queueName = "wgtwo-camel";

    @UriParam(
            label = "consumer",
            defaultValue = "wgtwo-camel",
            description = "Under this name the platform keeps the position while no consumer is connected, for up to an"
                    + " hour. Empty for none.")
    private String durableName = "wgtwo-camel";

    @UriParam(
            label = "consumer",
            defaultValue = "50",
            description = "The window: how many events may be in work at once, 1 to 200. Always sent.")
    private int maxInFlight = 50;

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description =
                    "How long the platform waits for an ack before it delivers an event again, 10s to 10m. The work"
                            + " of a route for one event, retries included, has to fit. Always sent.")
    private long ackTimeout = 30_000;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether events are acknowledged by the client. When false, the platform takes an event as done"
                            + " once it is sent, and whatever fails afterwards is lost.")
    private boolean manualAck = true;

    @UriParam(
            label = "consumer",
            defaultValue = "subscriber",
            enums = "subscriber,none,strict",
            description =
                    "Which events wait for one another: those of one subscriber, none, or all (strict, which makes"
                            + " the window 1).")
    private String ordering = "subscriber";

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "After this long the stream is ended in good order and opened anew, before the platform cuts it,"
                            + " which it does every 54 to 66 minutes. 0 leaves it to the platform; at least 1m.")
    private long maxStreamAge;

    /**
     * What all subscriptions of the endpoint share.
     *
     * @throws IllegalArgumentException in one sentence, when an option is wrong
     */
    EngineSettings engineSettings() {
        return new EngineSettings(parseOrdering(), Duration.ofMillis(ackTimeout), Duration.ofMillis(maxStreamAge));
    }

    /**
     * A subscription to all configured types.
     *
     * @throws IllegalArgumentException in one sentence, when an option is wrong
     */
    SubscriptionSettings settings() {
        return settings(types(), "");
    }

    /**
     * A subscription to one of the configured types, under names of its own.
     *
     * @param type the type
     */
    SubscriptionSettings settings(String type) {
        return settings(List.of(type), "-" + type.toLowerCase(Locale.ROOT));
    }

    private SubscriptionSettings settings(List<String> types, String suffix) {
        return new SubscriptionSettings(
                types,
                StartPosition.parse(startPosition),
                text(clientId),
                suffixed(queueName, suffix),
                suffixed(durableName, suffix),
                // Strict order holds at the platform for a window of one only.
                parseOrdering() == Ordering.STRICT ? 1 : maxInFlight,
                Duration.ofMillis(ackTimeout),
                manualAck);
    }

    /** The configured event types, each once, as the platform names them. */
    List<String> types() {
        return Arrays.stream(eventTypes.split(","))
                .map(String::trim)
                .filter(type -> !type.isEmpty())
                .map(type -> EventTypes.parse(type).name())
                .distinct()
                .toList();
    }

    /** Whether each event type has a subscription of its own. */
    boolean perType() {
        return switch (subscriptions.trim().toLowerCase(Locale.ROOT)) {
            case "per-type" -> true;
            case "single" -> false;
            default ->
                throw new IllegalArgumentException("subscriptions '" + subscriptions + "' is not per-type or single");
        };
    }

    private Ordering parseOrdering() {
        return Arrays.stream(Ordering.values())
                .filter(value -> value.name().equals(ordering.trim().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("ordering '" + ordering + "' is not subscriber, none or strict"));
    }

    private static String suffixed(@Nullable String name, String suffix) {
        return text(name).isEmpty() ? "" : text(name) + suffix;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.trim();
    }

    public String getEventTypes() {
        return eventTypes;
    }

    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public String getSubscriptions() {
        return subscriptions;
    }

    public void setSubscriptions(String subscriptions) {
        this.subscriptions = subscriptions;
    }

    public String getStartPosition() {
        return startPosition;
    }

    public void setStartPosition(String startPosition) {
        this.startPosition = startPosition;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public String getQueueName() {
        return queueName;
    }

    public void setQueueName(String queueName) {
        this.queueName = queueName;
    }

    public String getDurableName() {
        return durableName;
    }

    public void setDurableName(String durableName) {
        this.durableName = durableName;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getAckTimeout() {
        return ackTimeout;
    }

    public void setAckTimeout(long ackTimeout) {
        this.ackTimeout = ackTimeout;
    }

    public boolean isManualAck() {
        return manualAck;
    }

    public void setManualAck(boolean manualAck) {
        this.manualAck = manualAck;
    }

    public String getOrdering() {
        return ordering;
    }

    public void setOrdering(String ordering) {
        this.ordering = ordering;
    }

    public long getMaxStreamAge() {
        return maxStreamAge;
    }

    public void setMaxStreamAge(long maxStreamAge) {
        this.maxStreamAge = maxStreamAge;
    }
}
