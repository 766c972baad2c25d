package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.function.Consumer;

/**
 * One attempt at a stream: a call from its opening to its end, never reused.
 *
 * <p>It keeps count of what it asked for, so that events on their way and events in the program together never exceed
 * the window, and a late request of an ended call never reaches the next one.
 *
 * @param <S> the request
 * @param <E> the response
 */
final class StreamCall<S extends Message, E extends Message> extends ClientCall.Listener<E> {

    /**
     * Where calls go and where their events come to.
     *
     * @param stream which stream
     * @param request what opens it
     * @param access the way to the platform
     * @param events takes each event, on the connection's thread
     * @param origin whose window bounds what is asked for
     * @param <S> the request
     * @param <E> the response
     */
    record Target<S extends Message, E extends Message>(
            PlatformStream<S, E, ?, ?> stream, S request, PlatformAccess access, Consumer<E> events, Origin origin) {}

    /** Is told what happens to a call, on the connection's thread. */
    interface Observer {
        /** The request is on the wire. */
        void sent(StreamCall<?, ?> call);

        /** The platform answered, so it accepted the call. */
        void accepted(StreamCall<?, ?> call);

        /** The call ended. */
        void ended(StreamCall<?, ?> call, Status status);
    }

    private final Target<S, E> target;
    private final Dispatcher dispatcher;
    private final Observer observer;
    private final CallOptions options;
    private final ClientCall<S, E> call;
    private int asked;
    private boolean started;
    private boolean closed;
    private volatile boolean silent;
    private volatile boolean broughtEvents;

    StreamCall(Target<S, E> target, Dispatcher dispatcher, Observer observer) {
        this.target = target;
        this.dispatcher = dispatcher;
        this.observer = observer;
        this.options = target.access().callOptions().withStreamTracerFactory(tracers());
        this.call = target.access()
                .channel()
                .newCall(LenientResponses.of(target.stream().streamMethod()), options);
    }

    /** The only sign that a request left: a server that has no event yet may send nothing for a long time. */
    private ClientStreamTracer.Factory tracers() {
        return new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new ClientStreamTracer() {
                    @Override
                    public void outboundHeaders() {
                        observer.sent(StreamCall.this);
                    }
                };
            }
        };
    }

    void open() {
        call.start(this, new Metadata());
        call.sendMessage(target.request());
        call.halfClose();
        synchronized (this) {
            started = true;
        }
        askForMore();
    }

    /** Asks for as many events as fit. */
    synchronized void askForMore() {
        int more = dispatcher.free(target.origin()) - asked;
        if (more > 0 && started && !closed) {
            asked += more;
            call.request(more);
        }
    }

    /** Takes no further events; those on their way are passed over and stay with the platform. */
    synchronized void takeNoMore() {
        closed = true;
    }

    /** Whether an event came. */
    boolean hasBroughtEvents() {
        return broughtEvents;
    }

    /**
     * Throws the token of this call away.
     *
     * @return as in {@link PlatformAccess#discardToken}
     */
    boolean discardToken() {
        return target.access().discardToken(options);
    }

    /** Ends the call; the platform gives what was not acknowledged to whoever asks next. */
    void cancel(String why) {
        silent = true;
        call.cancel(why, null);
    }

    @Override
    public void onHeaders(Metadata headers) {
        observer.accepted(this);
    }

    @Override
    public void onMessage(E message) {
        if (silent) {
            return;
        }
        broughtEvents = true;
        target.events().accept(message);
        synchronized (this) {
            asked--;
        }
        askForMore();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        observer.ended(this, status);
    }
}
