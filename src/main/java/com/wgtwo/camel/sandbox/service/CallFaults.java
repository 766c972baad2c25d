package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What the next calls meet instead of what they ask for. Thread safe. */
public final class CallFaults {

    /** One bad answer to an acknowledgement. */
    sealed interface AckFault {
        /** The call fails and nothing is applied. */
        record Refused(Status status) implements AckFault {}

        /** The acknowledgement is applied and the call never ends, or ends late. */
        record Unanswered(@Nullable Duration delay) implements AckFault {}

        /** The call ends well and nothing is applied. */
        record Lost() implements AckFault {}

        /** The call ends with OK and its body says FAILURE; nothing is applied. A v0 acknowledgement is refused with INTERNAL. */
        record Failed() implements AckFault {}
    }

    /** One bad answer to an SMS that is to be sent; none of them sends it. */
    sealed interface SmsFault {
        /** The call fails. */
        record Refused(Status status) implements SmsFault {}

        /** The call ends well and its body says that the SMS was not sent. */
        record NotSent(SendStatus status) implements SmsFault {}
    }

    private final Queue<Status> subscribes = new ArrayDeque<>();
    private final Queue<AckFault> acks = new ArrayDeque<>();
    private final Queue<SmsFault> sms = new ArrayDeque<>();
    private volatile boolean acksPlanned;

    /** Refuses the next calls that open a stream. */
    public synchronized void refuseSubscribes(int count, Status status) {
        repeat(count, () -> subscribes.add(status));
    }

    /** Refuses the next acknowledgements. */
    public void refuseAcks(int count, Status status) {
        plan(count, new AckFault.Refused(status));
    }

    /** Applies the next acknowledgements and answers them late, or never when the delay is null. */
    public void swallowAcks(int count, @Nullable Duration delay) {
        plan(count, new AckFault.Unanswered(delay));
    }

    /** Answers the next acknowledgements without applying them. */
    public void loseAcks(int count) {
        plan(count, new AckFault.Lost());
    }

    /** Answers the next acknowledgements with the status FAILURE of the v1 streams, without applying them. */
    public void failAcks(int count) {
        plan(count, new AckFault.Failed());
    }

    /** Refuses the next SMS with a failed call. */
    public synchronized void refuseSms(int count, Status status) {
        repeat(count, () -> sms.add(new SmsFault.Refused(status)));
    }

    /** Answers the next SMS with a status that is not SEND_STATUS_OK, inside an OK call. */
    public synchronized void doNotSendSms(int count, SendStatus status) {
        repeat(count, () -> sms.add(new SmsFault.NotSent(status)));
    }

    /** Forgets everything that was planned and did not happen yet. */
    public synchronized void clear() {
        subscribes.clear();
        acks.clear();
        sms.clear();
        acksPlanned = false;
    }

    synchronized @Nullable Status nextSubscribe() {
        return subscribes.poll();
    }

    synchronized @Nullable SmsFault nextSms() {
        return sms.poll();
    }

    @Nullable
    AckFault nextAck() {
        return acksPlanned ? pollAck() : null;
    }

    private synchronized @Nullable AckFault pollAck() {
        AckFault fault = acks.poll();
        acksPlanned = !acks.isEmpty();
        return fault;
    }

    private synchronized void plan(int count, AckFault fault) {
        repeat(count, () -> acks.add(fault));
        acksPlanned = !acks.isEmpty();
    }

    private static void repeat(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }
}
