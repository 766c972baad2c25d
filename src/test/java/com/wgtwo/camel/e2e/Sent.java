package com.wgtwo.camel.e2e;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent;
import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent.VoicemailEventType;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An event, and the identity it leaves the program with.
 *
 * @param id identity
 * @param subscriber number of its subscriber
 * @param event the event
 */
public record Sent(String id, String subscriber, Event event) {

    private static final AtomicLong NUMBER = new AtomicLong();

    static Sent of(String subscriber, Event event) {
        return new Sent(Outcome.id(event), subscriber, event);
    }

    /** An SMS that was sent just now, unlike any other. */
    public static Sent sms(String subscriber) {
        return sms(subscriber, Instant.now());
    }

    public static Sent sms(String subscriber, Instant made) {
        return sms(subscriber, made, "private text");
    }

    static Sent sms(String subscriber, Instant made, String text) {
        return sms(
                subscriber,
                made,
                SmsEvent.newBuilder()
                        .setFromE164(number(subscriber))
                        .setToE164(number("+46724450024"))
                        .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                        .setText(text));
    }

    /** An SMS that somebody sent to the subscriber just now. */
    static Sent received(String subscriber, String sender, String text) {
        return sms(
                subscriber,
                Instant.now(),
                SmsEvent.newBuilder()
                        .setFromE164(number(sender))
                        .setToE164(number(subscriber))
                        .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                        .setText(text));
    }

    private static Sent sms(String subscriber, Instant made, SmsEvent.Builder sms) {
        String id = "sms-" + NUMBER.incrementAndGet();
        return of(
                subscriber,
                about(subscriber, made).setSmsEvent(sms.setId(id).setUuid(id)).build());
    }

    /** A voicemail that was left just now; the platform has no recording of one without an id. */
    static Sent voicemail(String subscriber, String caller, String id) {
        return of(
                subscriber,
                about(subscriber, Instant.now())
                        .setVoicemailEvent(VoicemailEvent.newBuilder()
                                .setVoicemailId(id)
                                .setType(VoicemailEventType.NEW_VOICEMAIL)
                                .setFromNumber(number(caller))
                                .setToNumber(number(subscriber)))
                        .build());
    }

    /** A call that ended just now; its route has no memory of its own for what was done before. */
    static Sent call(String subscriber) {
        return of(
                subscriber,
                about(subscriber, Instant.now())
                        .setVoiceEvent(VoiceEvent.newBuilder()
                                .setCallId("call-" + NUMBER.incrementAndGet())
                                .setType(VoiceEvent.VoiceEventType.CALL_ENDED)
                                .setFromNumber(number(subscriber)))
                        .build());
    }

    /** An SMS or a call, by turns. */
    static Sent any(String subscriber) {
        return NUMBER.get() % 2 == 0 ? sms(subscriber) : call(subscriber);
    }

    static Sent revocation(String subscriber, Instant made) {
        return of(
                subscriber,
                about(subscriber, made)
                        .setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number(subscriber)))
                        .build());
    }

    static Event.Builder about(String subscriber, Instant made) {
        return Event.newBuilder()
                .setTimestamp(Timestamps.fromMillis(made.toEpochMilli()))
                .setServiceId("wotel")
                .setOwner(Owner.newBuilder().setPhoneNumber(number(subscriber)));
    }

    private static PhoneNumber number(String e164) {
        return PhoneNumber.newBuilder().setE164(e164).build();
    }
}
