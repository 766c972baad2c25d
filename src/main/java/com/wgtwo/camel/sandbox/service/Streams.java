package com.wgtwo.camel.sandbox.service;

import com.wgtwo.camel.sandbox.broker.AckOutcome;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.Delivery;
import com.wgtwo.camel.sandbox.broker.Subscription;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all event services share: opening a stream and answering an acknowledgement, each with its faults. */
public final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final SubscribeLimits limits;
    private final CallFaults faults;
    private final OpenStreams open;
    private final ScheduledExecutorService scheduler;

    /**
     * @param minimumAckTimeout shortest acknowledgement timeout a client may ask for
     * @param faults what the next calls meet
     * @param open where open streams are listed
     * @param scheduler answers late what is to be answered late
     */
    public Streams(
            Duration minimumAckTimeout, CallFaults faults, OpenStreams open, ScheduledExecutorService scheduler) {
        this.limits = new SubscribeLimits(minimumAckTimeout);
        this.faults = faults;
        this.open = open;
        this.scheduler = scheduler;
    }

    SubscribeLimits limits() {
        return limits;
    }

    /** Opens a stream; a request that {@code subscription} refuses ends it with the refusal. */
    <E, R> void open(
            Broker<E> broker,
            Supplier<Subscription> subscription,
            StreamObserver<R> observer,
            Function<Delivery<E>, R> form) {
        Status refusal = faults.nextSubscribe();
        if (refusal != null) {
            observer.onError(refusal.asRuntimeException());
            return;
        }
        Subscription asked;
        try {
            asked = subscription.get();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        GrpcSink.open(broker, asked, (ServerCallStreamObserver<R>) observer, form, open);
    }

    /** Applies an acknowledgement and answers it. */
    <R> void ack(StreamObserver<R> observer, Supplier<AckOutcome> apply, Function<AckOutcome, R> answer) {
        CallFaults.AckFault fault = faults.nextAck();
        if (fault == null) {
            answer(observer, answer.apply(apply(apply)));
        } else if (fault instanceof CallFaults.AckFault.Refused refused) {
            observer.onError(refused.status().asRuntimeException());
        } else if (fault instanceof CallFaults.AckFault.Lost) {
            answer(observer, answer.apply(AckOutcome.ACKED));
        } else if (fault instanceof CallFaults.AckFault.Failed) {
            answer(observer, answer.apply(AckOutcome.UNKNOWN));
        } else if (fault instanceof CallFaults.AckFault.Unanswered unanswered) {
            R late = answer.apply(apply(apply));
            Duration delay = unanswered.delay();
            if (delay != null) {
                scheduler.schedule(() -> answer(observer, late), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static AckOutcome apply(Supplier<AckOutcome> apply) {
        AckOutcome outcome = apply.get();
        if (outcome == AckOutcome.UNKNOWN) {
            LOG.debug("An acknowledgement named an inbox or a sequence that nobody was given");
        }
        return outcome;
    }

    private static <R> void answer(StreamObserver<R> observer, R response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
