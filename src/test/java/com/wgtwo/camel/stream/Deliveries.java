package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deliveries as the dispatcher sees them. */
final class Deliveries {

    static final Duration ACK_TIMEOUT = Duration.ofSeconds(30);

    private final TimeSource time;
    private final Origin origin;
    private long sequence;

    Deliveries(TimeSource time, int window) {
        this.time = time;
        this.origin = new Origin(window) {
            @Override
            String stream() {
                return "events";
            }

            @Override
            String region() {
                return "";
            }

            @Override
            void acknowledge(Supplier<Delivery> latest, Consumer<@Nullable AckException> result) {
                throw new UnsupportedOperationException("the dispatcher sends no acks");
            }

            @Override
            void slotsFreed() {
                throw new UnsupportedOperationException("the dispatcher asks for nothing");
            }
        };
    }

    Origin origin() {
        return origin;
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
        EventFacts facts = new EventFacts(new EventId(0, event), "SMS_EVENT", subscriber, null, null, null, false, ack);
        return new Delivery(
                SubscribeEventsResponse.getDefaultInstance(),
                facts,
                time.nanos() + ACK_TIMEOUT.toNanos(),
                comesAgain,
                origin);
    }
}
