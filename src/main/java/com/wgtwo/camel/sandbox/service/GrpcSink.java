package com.wgtwo.camel.sandbox.service;

import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.Delivery;
import com.wgtwo.camel.sandbox.broker.Member;
import com.wgtwo.camel.sandbox.broker.Sink;
import com.wgtwo.camel.sandbox.broker.Subscription;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The open stream of one client. Its readiness is that of gRPC, so that a client that does not read costs no memory. */
final class GrpcSink<E, R> implements Sink<E> {
    private final ServerCallStreamObserver<R> observer;
    private final Function<Delivery<E>, R> form;
    private final OpenStreams streams;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Member<E> member;

    private GrpcSink(ServerCallStreamObserver<R> observer, Function<Delivery<E>, R> form, OpenStreams streams) {
        this.observer = observer;
        this.form = form;
        this.streams = streams;
    }

    /** Subscribes and sends every delivery in the form of the stream until the call ends. */
    static <E, R> void open(
            Broker<E> broker,
            Subscription subscription,
            ServerCallStreamObserver<R> observer,
            Function<Delivery<E>, R> form,
            OpenStreams streams) {
        GrpcSink<E, R> sink = new GrpcSink<>(observer, form, streams);
        observer.setOnReadyHandler(sink::resume);
        observer.setOnCancelHandler(sink::leave);
        sink.member = broker.subscribe(subscription, sink);
        streams.add(sink);
        // Another client may have taken over the subscription in between.
        if (sink.closed.get()) {
            sink.leave();
        }
    }

    @Override
    public boolean isReady() {
        return !closed.get() && observer.isReady();
    }

    @Override
    public void send(Delivery<E> delivery) {
        observer.onNext(form.apply(delivery));
    }

    @Override
    public void replaced() {
        fail(Status.ABORTED.withDescription("another client has taken over this subscription"));
    }

    void complete() {
        if (closed.compareAndSet(false, true)) {
            leave();
            observer.onCompleted();
        }
    }

    void fail(Status status) {
        if (closed.compareAndSet(false, true)) {
            leave();
            observer.onError(status.asRuntimeException());
        }
    }

    private void resume() {
        Member<E> current = member;
        if (current != null) {
            current.resume();
        }
    }

    private void leave() {
        streams.remove(this);
        Member<E> current = member;
        if (current != null) {
            current.leave();
        }
    }
}
