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
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One measurement, which begins when all instances are there: some seconds to warm up, then some that count. */
final class Run {
    /** More than the largest window, a power of two. */
    private static final int RING = 1024;

    private final long warmUp;
    private final long measured;
    private final int subscribers;
    private final int instances;
    private final long[] deliveredAt = new long[RING];
    private final int[] deliveredTo = new int[RING];
    private final Histogram micros = new Histogram(Duration.ofMinutes(2).toNanos() / 1000, 3);

    private final List<ServerCallStreamObserver<SubscribeEventsResponse>> streams = new ArrayList<>();
    private long sent;
    private long acked;
    private long openedAt;
    private long warmAt;
    private long ackedWhenWarm;
    private boolean half;
    private boolean over;

    Run(int warmUpSeconds, int seconds, int subscribers, int instances) {
        this.warmUp = Duration.ofSeconds(warmUpSeconds).toNanos();
        this.measured = Duration.ofSeconds(seconds).toNanos();
        this.subscribers = subscribers;
        this.instances = instances;
    }

    synchronized void open(int window, ServerCallStreamObserver<SubscribeEventsResponse> responses) {
        responses.setOnCancelHandler(this::end);
        streams.add(responses);
        openedAt = System.nanoTime();
        for (int i = 0; i < window; i++) {
            send(streams.size() - 1);
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
        if (acked == 1) {
            System.out.println("first");
        }
        if (warmAt == 0) {
            if (streams.size() == instances && now - openedAt >= warmUp) {
                warmAt = now;
                ackedWhenWarm = acked;
                System.out.println("warm");
            }
        } else {
            micros.recordValue(Math.max(1, latency / 1000));
            if (!half && now - warmAt >= measured / 2) {
                half = true;
                System.out.println("half " + (acked - ackedWhenWarm) + " " + (now - warmAt));
            }
            if (now - warmAt >= measured) {
                over = true;
                System.out.println("done " + (acked - ackedWhenWarm) + " " + (now - warmAt) + " "
                        + micros.getValueAtPercentile(50) + " " + micros.getValueAtPercentile(99));
                return;
            }
        }
        send(deliveredTo[slot]);
    }

    private void send(int stream) {
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
        int slot = (int) (sequence % RING);
        deliveredAt[slot] = System.nanoTime();
        deliveredTo[slot] = stream;
        streams.get(stream)
                .onNext(SubscribeEventsResponse.newBuilder().setEvent(event).build());
    }
}
