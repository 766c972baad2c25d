package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client's end of one stream: keeps what came, and how it ended. */
final class ClientStream<Q, R> implements ClientResponseObserver<Q, R> {
    private final List<R> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<Q>> call = new CompletableFuture<>();
    private final boolean reading;

    /** @param reading false for a client that asks for no message until {@link #read} */
    ClientStream(boolean reading) {
        this.reading = reading;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> observer) {
        if (!reading) {
            observer.disableAutoRequestWithInitial(0);
        }
        call.complete(observer);
    }

    @Override
    public void onNext(R response) {
        received.add(response);
    }

    @Override
    public void onError(Throwable error) {
        end.complete(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    void read(int messages) {
        call.join().request(messages);
    }

    void cancel() {
        call.join().cancel("test is done with it", null);
    }

    List<R> received() {
        return List.copyOf(received);
    }

    R get(int index) {
        return received.get(index);
    }

    /** Waits until this many messages have come, and checks that there are no more at that moment. */
    List<R> await(int messages) {
        Awaits.until(
                () -> received.size() >= messages, () -> received.size() + " of " + messages + " came, end " + end);
        assertThat(received).hasSize(messages);
        return received();
    }

    Status awaitEnd() {
        Awaits.until(end::isDone);
        return end.join();
    }

    boolean ended() {
        return end.isDone();
    }
}
