package com.wgtwo.camel.component;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;

/** Events as the platform publishes them. */
final class Events {

    static final String ANNA = "+4799990001";
    static final String BERT = "+4799990002";

    private Events() {}

    static Event sms(String owner, String id) {
        return of(owner)
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId(id)
                        .setUuid(id)
                        .setFromE164(number(owner))
                        .setToE164(number("+46724450024"))
                        .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                        .setText("text of " + id))
                .build();
    }

    static Event revocation(String owner) {
        return of(owner)
                .setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number(owner)))
                .build();
    }

    static Event.Builder of(String owner) {
        return Event.newBuilder()
                .setTimestamp(Timestamps.fromSeconds(1_700_000_000))
                .setServiceId("wotel")
                .setOwner(Owner.newBuilder().setPhoneNumber(number(owner)));
    }

    private static PhoneNumber number(String e164) {
        return PhoneNumber.newBuilder().setE164(e164).build();
    }
}
