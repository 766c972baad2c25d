package com.wgtwo.camel.bench.pieces;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;

/** The event that is measured: an SMS of the usual length. */
public final class Sample {
    private Sample() {}

    /** One delivery of it, with an ack handle as all deliveries of a subscription with manual ack have. */
    public static SubscribeEventsResponse sms() {
        PhoneNumber from = PhoneNumber.newBuilder().setE164("+4799123456").build();
        return SubscribeEventsResponse.newBuilder()
                .setEvent(Event.newBuilder()
                        .setMetadata(EventMetadata.newBuilder().setSequence(1).setAckInbox("_INBOX.bench"))
                        .setTimestamp(Timestamps.fromSeconds(1_790_000_000))
                        .setServiceId("bench")
                        .setSmsEvent(SmsEvent.newBuilder()
                                .setId("sms-1")
                                .setUuid("uuid-1")
                                .setFromE164(from)
                                .setToE164(PhoneNumber.newBuilder().setE164("+4799999999"))
                                .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                                .setText("A text of the usual length, which says when to meet and where: 17:30 at the quay."))
                        .setOwner(Owner.newBuilder().setPhoneNumber(from)))
                .build();
    }
}
