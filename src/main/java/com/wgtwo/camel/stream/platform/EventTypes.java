package com.wgtwo.camel.stream.platform;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The event types of the v0 stream: their names, the names the documentation gives them, and their OAuth scopes. */
public final class EventTypes {

    /** Names used by the platform's documentation that its interface does not know. */
    private static final Map<String, EventType> ALIASES = Map.of(
            "ROAMING_EVENT", EventType.COUNTRY_CHANGE_EVENT,
            "SMS_DELIVERY_EVENT", EventType.SMS_DELIVERY_REPORT_EVENT);

    /**
     * Scopes by type, from the platform's page on listening for events. Country change still carries the scope of its
     * former name. Consent revocations need none. That of first attachments is documented nowhere: it follows the
     * pattern of the others and can be overridden with the profile's {@code scope}.
     */
    private static final Map<EventType, String> SCOPES = new EnumMap<>(Map.of(
            EventType.VOICE_EVENT, "events.voice.subscribe",
            EventType.VOICEMAIL_EVENT, "events.voicemail.subscribe",
            EventType.LOCATION_UPDATE_EVENT, "events.location.subscribe",
            EventType.COUNTRY_CHANGE_EVENT, "events.roaming.subscribe",
            EventType.TOKEN_AUDIT_EVENT, "events.audit.token.subscribe",
            EventType.SMS_EVENT, "events.sms.subscribe",
            EventType.SMS_DELIVERY_REPORT_EVENT, "events.sms_delivery_report.subscribe",
            EventType.HANDSET_UPDATE_EVENT, "events.handset_update.subscribe",
            EventType.FIRST_ATTACHMENT_EVENT, "events.first_attachment.subscribe",
            EventType.PERIODIC_COUNTRY_EVENT, "events.periodic_country.subscribe"));

    private EventTypes() {}

    /**
     * The type of a name.
     *
     * @param name as the interface or the documentation spells it, in any case
     * @throws IllegalArgumentException in one sentence, when there is no such type
     */
    public static EventType parse(String name) {
        String wanted = name.trim().toUpperCase(Locale.ROOT);
        EventType alias = ALIASES.get(wanted);
        if (alias != null) {
            return alias;
        }
        return all().stream()
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("event type '" + name.trim() + "' is not one of "
                        + all().stream().map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** Every type that can be subscribed to. */
    public static List<EventType> all() {
        return Arrays.stream(EventType.values())
                .filter(type -> type != EventType.UNRECOGNIZED && type != EventType.UNSPECIFIED)
                .toList();
    }

    /**
     * The scope a token must hold to receive a type.
     *
     * @param type a type
     * @return the scope; empty when none is needed
     */
    public static String scope(EventType type) {
        return SCOPES.getOrDefault(type, "");
    }
}
