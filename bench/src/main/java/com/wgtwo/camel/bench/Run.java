package com.wgtwo.camel.bench;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** One measurement: some seconds to warm up, then some that count. */
final class Run {
    /** More than the largest window, a power of two. */
    private static final int RING = 1024;

    private final long warmUp;
    private final long measured;
    private final int subscribers;
    private final long[] deliveredAt = new long[RING];
    private final Histogram micros = new Histogram(Duration.ofMinutes(2).toNanos() / 1000, 3);

    private ServerCallStreamObserver<SubscribeEventsResponse> stream;
    private long sent;
    private long acked;
    private long openedAt;
    private long warmAt;
    private long ackedWhenWarm;
    private boolean over;

    Run(int warmUpSeconds, int seconds, int subscribers) {
        this.warmUp = Duration.ofSeconds(warmUpSeconds).toNanos();
        this.measured = Duration.ofSeconds(seconds).toNanos();
        this.subscribers = subscribers;
    }

    synchronized void open(int window, ServerCallStreamObserver<SubscribeEventsResponse> responses) {
        stream = responses;
        stream.setOnCancelHandler(this::end);
        openedAt = System.nanoTime();
        for (int i = 0; i < window; i++) {
            send();
        }
    }

    synchronized void end() {
        over = true;
    }

    synchronized void acked(long sequence) {
        int slot = (int) (sequence % RING);
        long now = System.nanoTime();
        if (over || deliveredAt[slot] == 0) {
            return;
        }
        long latency = now - deliveredAt[slot];
        deliveredAt[slot] = 0;
        acked++;
        if (warmAt == 0) {
            if (now - openedAt >= warmUp) {
                warmAt = now;
                ackedWhenWarm = acked;
                System.out.println("warm");
            }
        } else {
            micros.recordValue(Math.max(1, latency / 1000));
            if (now - warmAt >= measured) {
                over = true;
                System.out.println("done " + (acked - ackedWhenWarm) + " " + (now - warmAt) + " "
                        + micros.getValueAtPercentile(50) + " " + micros.getValueAtPercentile(99));
                return;
            }
        }
        send();
    }

    private void send() {
        long sequence = ++sent;
        String number = "+4799" + (100_000_000 + sequence % subscribers);
        Event event = Event.newBuilder()
                .setMetadata(EventMetadata.newBuilder().setSequence(sequence).setAckInbox("_INBOX.bench"))
                .setTimestamp(Timestamps.now())
                .setServiceId("bench")
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId("sms-" + sequence)
                        .setUuid("uuid-" + sequence)
                        .setFromE164(PhoneNumber.newBuilder().setE164(number))
                        .setToE164(PhoneNumber.newBuilder().setE164("+4799999999"))
                        .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                        .setText("A text of the usual length, which says when to meet and where: 17:30 at the quay."))
                .setOwner(Owner.newBuilder()
                        .setPhoneNumber(PhoneNumber.newBuilder().setE164(number)))
                .build();
        deliveredAt[(int) (sequence % RING)] = System.nanoTime();
        stream.onNext(SubscribeEventsResponse.newBuilder().setEvent(event).build());
    }
}
