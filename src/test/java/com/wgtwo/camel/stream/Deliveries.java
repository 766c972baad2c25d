package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deliveries as the dispatcher sees them. */
final class Deliveries {

    static final Duration ACK_TIMEOUT = Duration.ofSeconds(30);

    private final TimeSource time;
    private long sequence;

    Deliveries(TimeSource time) {
        this.time = time;
    }

    Delivery of(long event, @Nullable String subscriber) {
        AckRequest ack = AckRequest.newBuilder()
                .setInbox("_INBOX.test")
                .setSequence(++sequence)
                .build();
        return delivery(event, subscriber, ack, true);
    }

    Delivery withoutAckHandle(long event, @Nullable String subscriber) {
        return delivery(event, subscriber, null, false);
    }

    private Delivery delivery(long event, @Nullable String subscriber, @Nullable Message ack, boolean comesAgain) {
        EventFacts facts = new EventFacts(new EventId(0, event), "SMS_EVENT", subscriber, null, null, false, ack);
        return new Delivery(
                SubscribeEventsResponse.getDefaultInstance(), facts, time.nanos() + ACK_TIMEOUT.toNanos(), comesAgain);
    }
}
