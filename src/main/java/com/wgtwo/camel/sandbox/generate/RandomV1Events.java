package com.wgtwo.camel.sandbox.generate;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.common.TypesProto.Country;
import com.wgtwo.api.v1.common.TypesProto.ImeiSv;
import com.wgtwo.api.v1.common.TypesProto.Imsi;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentAdded;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentUpdated;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.CountryChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.FirstAttachmentEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.Handset;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.HandsetChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.PeriodicCountryEvent;
import java.util.List;

/** Random payloads of the v1 streams. */
public final class RandomV1Events {
    private final Dice dice;

    /** @param dice the randomness */
    public RandomV1Events(Dice dice) {
        this.dice = dice;
    }

    /** A consent that was added, or sometimes updated, or rarely revoked. */
    public Message consentChange() {
        synchronized (dice) {
            ConsentChangeEvent.Builder event = ConsentChangeEvent.newBuilder().setNumber(number(dice.subscriber()));
            if (dice.oneIn(20)) {
                event.setRevoked(ConsentRevoked.getDefaultInstance());
            } else if (dice.oneIn(4)) {
                event.setUpdated(ConsentUpdated.newBuilder().addScopes("events.sms.subscribe"));
            } else {
                event.setAdded(ConsentAdded.newBuilder()
                        .addAllScopes(List.of("events.sms.subscribe", "events.voice.subscribe")));
            }
            return event.build();
        }
    }

    /** A SIM that moved to another handset. */
    public Message handsetChange() {
        synchronized (dice) {
            Subscriber subscriber = dice.subscriber();
            return HandsetChangeEvent.newBuilder()
                    .setNumber(number(subscriber))
                    .setImsi(imsi(subscriber))
                    .setPrevious(handset())
                    .setCurrent(handset())
                    .build();
        }
    }

    /** A SIM that was seen for the first time. */
    public Message firstAttachment() {
        synchronized (dice) {
            Subscriber subscriber = dice.subscriber();
            return FirstAttachmentEvent.newBuilder()
                    .setNumber(number(subscriber))
                    .setImsi(imsi(subscriber))
                    .build();
        }
    }

    /** A subscriber that went to another country. */
    public Message countryChange() {
        synchronized (dice) {
            List<Countries.Country> two = Countries.change(dice);
            return CountryChangeEvent.newBuilder()
                    .setNumber(number(dice.subscriber()))
                    .setPrevious(country(two.get(0)))
                    .setCurrent(country(two.get(1)))
                    .build();
        }
    }

    /** Where a subscriber is. */
    public Message periodicCountry() {
        synchronized (dice) {
            Subscriber subscriber = dice.subscriber();
            return PeriodicCountryEvent.newBuilder()
                    .setNumber(number(subscriber))
                    .setImsi(imsi(subscriber))
                    .setCountry(country(Countries.any(dice)))
                    .build();
        }
    }

    private Handset.Builder handset() {
        return Handset.newBuilder()
                .setImeiSv(ImeiSv.newBuilder().setImei("86712" + dice.digits(9)).setSoftwareVersion(dice.digits(2)));
    }

    private static E164.Builder number(Subscriber subscriber) {
        return E164.newBuilder().setE164(subscriber.number());
    }

    private static Imsi.Builder imsi(Subscriber subscriber) {
        return Imsi.newBuilder().setValue(subscriber.imsi());
    }

    private static Country.Builder country(Countries.Country country) {
        return Country.newBuilder().setCode(country.code()).setName(country.name());
    }
}
