package com.wgtwo.camel.app.event;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoConstants;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * The event of an exchange, read from the headers the {@code wgtwo} consumer sets.
 *
 * @param exchange carries the event
 */
public record EventView(Exchange exchange) {
    /** Events that take consent back, as a whole or for the scopes that are no longer listed. */
    private static final Set<String> REVOCATIONS = Set.of("CONSENT_REVOKE_EVENT", "CONSENT_REVOKED", "CONSENT_UPDATED");

    /** The id that stays the same over redeliveries; {@code "unknown"} for an exchange that is not from the stream. */
    public String id() {
        return text(WgtwoConstants.EVENT_ID).orElse("unknown");
    }

    public String type() {
        return text(WgtwoConstants.EVENT_TYPE).orElse("UNKNOWN");
    }

    /** True for an event after which something has to be erased, which is never given up. */
    public boolean isRevocation() {
        return REVOCATIONS.contains(type());
    }

    /** The name of the stream, {@code "events"} for those of v0. */
    public String stream() {
        return text(WgtwoConstants.STREAM).orElse("events");
    }

    /** The name of the region it came from, empty when there is only one. */
    public String region() {
        return text(WgtwoConstants.REGION).orElse("");
    }

    /** True for an event that was a dead letter and runs again. */
    public boolean isReplayed() {
        return exchange.getMessage().getHeader(WgtwoConstants.REPLAYED, false, boolean.class);
    }

    /** True for an event that the platform does not deliver again, because who keeps it meanwhile has acknowledged it. */
    public boolean isAcknowledged() {
        return exchange.getMessage().getHeader(WgtwoConstants.ACKNOWLEDGED, false, boolean.class);
    }

    /** The platform's own name of the subscriber's subscription. */
    public Optional<String> subscription() {
        return text(WgtwoConstants.SUBSCRIPTION);
    }

    public Optional<String> subscriber() {
        return text(WgtwoConstants.SUBSCRIBER);
    }

    /** The tenant, by a name that every database takes. */
    public Optional<String> tenant() {
        return text(WgtwoConstants.TENANT).map(TenantName::of);
    }

    /** When the platform made the event. */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(exchange.getMessage().getHeader(WgtwoConstants.TIMESTAMP, Instant.class));
    }

    /** Until when an acknowledgement is in time. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(exchange.getMessage().getHeader(WgtwoConstants.ACK_DEADLINE, Instant.class));
    }

    /** How often this event came, 1 for the first time. */
    public int deliveryCount() {
        return Optional.ofNullable(exchange.getMessage().getHeader(WgtwoConstants.DELIVERY_COUNT, Integer.class))
                .orElse(1);
    }

    /** The event as it came from the platform, also after the body was changed. */
    public Optional<Message> message() {
        Message kept = EventMessage.kept(exchange);
        if (kept != null) {
            return Optional.of(kept);
        }
        return exchange.getMessage().getBody() instanceof Message response ? Optional.of(response) : Optional.empty();
    }

    /** The SMS, when the event is one. */
    public Optional<SmsEvent> sms() {
        return v0().filter(Event::hasSmsEvent).map(Event::getSmsEvent);
    }

    /** The voicemail, when the event is one. */
    public Optional<VoicemailEvent> voicemail() {
        return v0().filter(Event::hasVoicemailEvent).map(Event::getVoicemailEvent);
    }

    private Optional<Event> v0() {
        return message()
                .filter(SubscribeEventsResponse.class::isInstance)
                .map(message -> ((SubscribeEventsResponse) message).getEvent());
    }

    /** For log lines: type, id, and the last two digits of the subscriber's number. */
    @Override
    public String toString() {
        return type() + " " + id()
                + subscriber().map(number -> " of " + Masked.number(number)).orElse("");
    }

    private Optional<String> text(String header) {
        return Optional.ofNullable(exchange.getMessage().getHeader(header, String.class));
    }
}
