package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;

/** Which type a v0 event is of. */
public final class EventTypes {
    private EventTypes() {}

    /**
     * The type under which a client must have subscribed to get the event.
     *
     * @throws IllegalArgumentException when no payload is set
     */
    public static EventType of(Event event) {
        return switch (event.getEventCase()) {
            case VOICE_EVENT -> EventType.VOICE_EVENT;
            case VOICEMAIL_EVENT -> EventType.VOICEMAIL_EVENT;
            case LOCATION_UPDATE_EVENT -> EventType.LOCATION_UPDATE_EVENT;
            case COUNTRY_CHANGE_EVENT -> EventType.COUNTRY_CHANGE_EVENT;
            case TOKEN_AUDIT_EVENT -> EventType.TOKEN_AUDIT_EVENT;
            case SMS_EVENT -> EventType.SMS_EVENT;
            case SMS_DELIVERY_REPORT_EVENT -> EventType.SMS_DELIVERY_REPORT_EVENT;
            case CONSENT_REVOKE_EVENT -> EventType.CONSENT_REVOKE_EVENT;
            case HANDSET_UPDATE_EVENT -> EventType.HANDSET_UPDATE_EVENT;
            case FIRST_ATTACHMENT_EVENT -> EventType.FIRST_ATTACHMENT_EVENT;
            case PERIODIC_COUNTRY_EVENT -> EventType.PERIODIC_COUNTRY_EVENT;
            case EVENT_NOT_SET ->
                throw new IllegalArgumentException(
                        "the event has no payload; one of its event fields is needed, such as smsEvent");
        };
    }
}
