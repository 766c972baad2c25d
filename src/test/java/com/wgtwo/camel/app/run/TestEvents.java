package com.wgtwo.camel.app.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.wgtwo.api.v0.common.PhoneNumberProto.NationalPhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.TextAddress;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent.Direction;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.camel.component.WgtwoConstants;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Events as the platform sends them. */
public final class TestEvents {
    public static final String SUBSCRIBER = "+4799990005";
    public static final Instant MADE = Instant.parse("2026-11-24T12:00:00Z");

    private TestEvents() {}

    public static Event sms(String text) {
        return sms(SmsEvent.newBuilder()
                .setFromE164(number("+46724410003"))
                .setToE164(number(SUBSCRIBER))
                .setText(text));
    }

    public static Event binarySms(byte[] content) {
        return sms(SmsEvent.newBuilder()
                .setFromNationalPhoneNumber(NationalPhoneNumber.newBuilder().setNationalPhoneNumber("1881"))
                .setToE164(number(SUBSCRIBER))
                .setBytes(ByteString.copyFrom(content)));
    }

    public static Event smsFrom(String textAddress, String text) {
        return sms(SmsEvent.newBuilder()
                .setFromTextAddress(TextAddress.newBuilder().setTextAddress(textAddress))
                .setToE164(number(SUBSCRIBER))
                .setText(text));
    }

    public static Event sms(SmsEvent.Builder sms) {
        String id = UUID.randomUUID().toString();
        return event().setSmsEvent(sms.setId(id).setUuid(id).setDirection(Direction.TO_SUBSCRIBER))
                .build();
    }

    public static Event revocation() {
        return event().setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number(SUBSCRIBER)))
                .build();
    }

    public static Event call() {
        return event().setVoiceEvent(
                        VoiceEvent.newBuilder().setCallId(UUID.randomUUID().toString()))
                .build();
    }

    /** The headers the stream sets for an event. */
    static Map<String, Object> headers(Event event) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(WgtwoConstants.STREAM, "events");
        headers.put(WgtwoConstants.INTERFACE, "wgtwo.events.v0");
        headers.put(
                WgtwoConstants.EVENT_TYPE,
                switch (event.getEventCase()) {
                    case SMS_EVENT -> "SMS_EVENT";
                    case CONSENT_REVOKE_EVENT -> "CONSENT_REVOKE_EVENT";
                    default -> "VOICE_EVENT";
                });
        headers.put(WgtwoConstants.EVENT_ID, id(event));
        headers.put(WgtwoConstants.SUBSCRIBER, event.getOwner().getPhoneNumber().getE164());
        headers.put(
                WgtwoConstants.TIMESTAMP,
                Instant.ofEpochSecond(
                        event.getTimestamp().getSeconds(), event.getTimestamp().getNanos()));
        headers.put(WgtwoConstants.DELIVERY_COUNT, 1);
        headers.put(WgtwoConstants.REDELIVERED, false);
        headers.put(WgtwoConstants.UNDERSTOOD, true);
        headers.put(WgtwoConstants.TENANT, event.getServiceId());
        return headers;
    }

    public static String id(Event event) {
        return UUID.nameUUIDFromBytes(event.toByteArray()).toString().replace("-", "");
    }

    private static Event.Builder event() {
        return Event.newBuilder()
                .setMetadata(
                        EventMetadata.newBuilder().setAckInbox("_INBOX.secret").setSequence(7))
                .setTimestamp(Timestamp.newBuilder().setSeconds(MADE.getEpochSecond()))
                .setServiceId("wotel")
                .setOwner(Owner.newBuilder().setPhoneNumber(number(SUBSCRIBER)));
    }

    private static PhoneNumber number(String e164) {
        return PhoneNumber.newBuilder().setE164(e164).build();
    }
}
