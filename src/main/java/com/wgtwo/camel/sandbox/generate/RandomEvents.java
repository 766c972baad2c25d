package com.wgtwo.camel.sandbox.generate;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.NationalPhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.TextAddress;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.CountryChangeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.FirstAttachmentEvent;
import com.wgtwo.api.v0.events.EventsProto.Handset;
import com.wgtwo.api.v0.events.EventsProto.HandsetUpdateEvent;
import com.wgtwo.api.v0.events.EventsProto.ImeiSv;
import com.wgtwo.api.v0.events.EventsProto.Imsi;
import com.wgtwo.api.v0.events.EventsProto.LocationUpdateEvent;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.PeriodicCountryEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsDeliveryReportEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.TokenAuditEvent;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent;
import java.time.Clock;
import java.util.List;

/** Random v0 events of every type. Thread safe through the lock of its {@link Dice}. */
public final class RandomEvents {
    private final Dice dice;
    private final Clock clock;
    private final boolean quirks;
    private final Calls calls;

    /**
     * @param dice the randomness
     * @param clock tells the time stamps
     * @param quirks whether numbers lack their "+", and events their time and tenant, as on the public sandbox
     */
    public RandomEvents(Dice dice, Clock clock, boolean quirks) {
        this.dice = dice;
        this.clock = clock;
        this.quirks = quirks;
        this.calls = new Calls(dice);
    }

    /**
     * An event of a type. Calls go on where they were: RINGING follows INITIATED with the same call id.
     *
     * @throws IllegalArgumentException when the type is UNSPECIFIED or unknown
     */
    public Event next(EventType type) {
        synchronized (dice) {
            Subscriber subscriber = dice.subscriber();
            Event.Builder event = Event.newBuilder();
            switch (type) {
                case VOICE_EVENT -> {
                    Calls.Step step = calls.next();
                    subscriber = step.subscriber();
                    event.setVoiceEvent(VoiceEvent.newBuilder()
                            .setCallId(step.callId())
                            .setType(step.type())
                            .setFromNumber(number(step.from()))
                            .setToNumber(number(step.to()))
                            .setCallerIdHidden(step.hidden()));
                }
                case VOICEMAIL_EVENT ->
                    event.setVoicemailEvent(VoicemailEvent.newBuilder()
                            .setVoicemailId(dice.uuid())
                            .setType(VoicemailEvent.VoicemailEventType.NEW_VOICEMAIL)
                            .setFromNumber(number(dice.pick(SmsTexts.OTHERS)))
                            .setToNumber(number(subscriber.number())));
                case LOCATION_UPDATE_EVENT ->
                    event.setLocationUpdateEvent(LocationUpdateEvent.newBuilder()
                            .setNumber(number(subscriber.number()))
                            .setPrevious(locations())
                            .setCurrent(locations()));
                case COUNTRY_CHANGE_EVENT -> {
                    List<Countries.Country> two = Countries.change(dice);
                    event.setCountryChangeEvent(CountryChangeEvent.newBuilder()
                            .setMsisdn(number(subscriber.number()))
                            .setPrevious(country(two.get(0)))
                            .setCurrent(country(two.get(1))));
                }
                case TOKEN_AUDIT_EVENT -> event.setTokenAuditEvent(tokenAudit());
                case SMS_EVENT -> event.setSmsEvent(sms(subscriber));
                case SMS_DELIVERY_REPORT_EVENT -> event.setSmsDeliveryReportEvent(report(subscriber));
                case CONSENT_REVOKE_EVENT ->
                    event.setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number(subscriber.number())));
                case HANDSET_UPDATE_EVENT ->
                    event.setHandsetUpdateEvent(HandsetUpdateEvent.newBuilder()
                            .setPrevious(handset())
                            .setCurrent(handset())
                            .setImsi(imsi(subscriber))
                            .setNumber(number(subscriber.number())));
                case FIRST_ATTACHMENT_EVENT ->
                    event.setFirstAttachmentEvent(FirstAttachmentEvent.newBuilder()
                            .setNumber(number(subscriber.number()))
                            .setImsi(imsi(subscriber)));
                case PERIODIC_COUNTRY_EVENT ->
                    event.setPeriodicCountryEvent(PeriodicCountryEvent.newBuilder()
                            .setNumber(number(subscriber.number()))
                            .setImsi(imsi(subscriber))
                            .setCountry(country(Countries.any(dice))));
                case UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(
                            "event type is " + type + "; a type of the interface is needed, such as SMS_EVENT");
            }
            return finish(event, subscriber, type);
        }
    }

    private Event finish(Event.Builder event, Subscriber subscriber, EventType type) {
        if (!quirks) {
            event.setTimestamp(Timestamps.fromMillis(clock.millis())).setServiceId(subscriber.tenant());
        }
        if (type != EventType.TOKEN_AUDIT_EVENT) {
            event.setOwner(Owner.newBuilder()
                    .setPhoneNumber(number(subscriber.number()))
                    .setSub(subscriber.id()));
        }
        return event.build();
    }

    private SmsEvent sms(Subscriber subscriber) {
        String id = dice.uuid();
        SmsEvent.Builder sms = SmsEvent.newBuilder().setId(id).setUuid(dice.uuid());
        if (dice.oneIn(2)) {
            sms.setDirection(SmsEvent.Direction.FROM_SUBSCRIBER).setFromE164(number(subscriber.number()));
            if (dice.oneIn(10)) {
                sms.setToNationalPhoneNumber(national());
            } else {
                sms.setToE164(number(dice.pick(SmsTexts.OTHERS)));
            }
        } else {
            sms.setDirection(SmsEvent.Direction.TO_SUBSCRIBER).setToE164(number(subscriber.number()));
            if (dice.oneIn(5)) {
                sms.setFromTextAddress(TextAddress.newBuilder().setTextAddress(dice.pick(SmsTexts.SENDERS)));
            } else if (dice.oneIn(10)) {
                sms.setFromNationalPhoneNumber(national());
            } else {
                sms.setFromE164(number(dice.pick(SmsTexts.OTHERS)));
            }
        }
        if (dice.oneIn(20)) {
            sms.setBytes(ByteString.copyFrom(dice.bytes(140)));
        } else {
            sms.setText(dice.pick(SmsTexts.TEXTS));
        }
        return sms.build();
    }

    private SmsDeliveryReportEvent report(Subscriber subscriber) {
        return SmsDeliveryReportEvent.newBuilder()
                .setId(dice.uuid())
                .setSmsId(dice.uuid())
                .setFromE164(number(dice.pick(SmsTexts.OTHERS)))
                .setToE164(number(subscriber.number()))
                .setDirection(SmsDeliveryReportEvent.Direction.TO_SUBSCRIBER)
                .setStatus(
                        dice.oneIn(5)
                                ? dice.pick(List.of(
                                        SmsDeliveryReportEvent.Status.TEMPORARY_FAILURE,
                                        SmsDeliveryReportEvent.Status.FINAL_FAILURE,
                                        SmsDeliveryReportEvent.Status.EXPIRED))
                                : SmsDeliveryReportEvent.Status.DELIVERED)
                .build();
    }

    private TokenAuditEvent tokenAudit() {
        return TokenAuditEvent.newBuilder()
                .setOperation(TokenAuditEvent.Operation.CREATED)
                .setOperatorToken(TokenAuditEvent.OperatorTokenChanged.newBuilder()
                        .setNew(TokenAuditEvent.OperatorTokenMetadata.newBuilder()
                                .setClientId(dice.uuid())
                                .setName("operator token")
                                .addRights("events.sms.subscribe")))
                .build();
    }

    private LocationUpdateEvent.Locations.Builder locations() {
        String node = "47999" + dice.digits(6);
        return LocationUpdateEvent.Locations.newBuilder()
                .setMsc(LocationUpdateEvent.GlobalTitle.newBuilder().setValue(node))
                .setVlr(LocationUpdateEvent.GlobalTitle.newBuilder().setValue(node))
                .setMme(LocationUpdateEvent.Fqdn.newBuilder()
                        .setValue("mme" + dice.digits(2) + ".epc.mnc099.mcc242.3gppnetwork.org"));
    }

    private Handset.Builder handset() {
        return Handset.newBuilder()
                .setImeiSv(ImeiSv.newBuilder().setImei("86712" + dice.digits(9)).setSoftwareVersion(dice.digits(2)));
    }

    private NationalPhoneNumber.Builder national() {
        return NationalPhoneNumber.newBuilder().setNationalPhoneNumber(dice.pick(SmsTexts.NATIONAL));
    }

    private static Imsi.Builder imsi(Subscriber subscriber) {
        return Imsi.newBuilder().setValue(subscriber.imsi());
    }

    private static CountryChangeEvent.Country.Builder country(Countries.Country country) {
        return CountryChangeEvent.Country.newBuilder().setCode(country.code()).setName(country.name());
    }

    private PhoneNumber.Builder number(String e164) {
        return PhoneNumber.newBuilder().setE164(quirks ? e164.substring(1) : e164);
    }
}
