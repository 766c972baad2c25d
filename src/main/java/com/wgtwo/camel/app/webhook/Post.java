package com.wgtwo.camel.app.webhook;

import io.netty.handler.codec.http.HttpResponse;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request and what waits for its answer. It ends once: with an answer, or without. */
abstract class Post {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Target target;
    private final byte[] request;
    private final long begunNanos = System.nanoTime();
    private volatile long livedNanos = begunNanos;
    private volatile boolean connecting;
    private volatile boolean givenAgain;
    private volatile @Nullable Connection connection;

    /** @param request head and body, as they are sent */
    Post(Target target, byte[] request) {
        this.target = target;
        this.request = request;
    }

    /** Takes the answer, on the thread of the connections. */
    abstract void answered(HttpResponse answer);

    /** Takes what was in the way, on any thread. */
    abstract void failed(Exception cause);

    final Target target() {
        return target;
    }

    /** Head and body, as they are sent. */
    final byte[] request() {
        return request;
    }

    /** A connection is made for it, which has times of its own. */
    final void connecting() {
        connecting = true;
    }

    /** @return whether it may be given to another connection, which is so once */
    final boolean again() {
        boolean first = !givenAgain;
        givenAgain = true;
        connection = null;
        return first;
    }

    /**
     * A connection is about to carry it.
     *
     * @return false when it has ended, and must not go out any more
     */
    final boolean begin(Connection by) {
        connection = by;
        connecting = false;
        lives();
        return !ended.get();
    }

    /** Something of it left, or something of the answer came. */
    final void lives() {
        livedNanos = System.nanoTime();
    }

    /** The connection that carries it, or did. */
    final @Nullable Connection connection() {
        return connection;
    }

    /** @return true for who is to tell of the end, false when it was ended before */
    final boolean end() {
        return ended.compareAndSet(false, true);
    }

    final boolean isEnded() {
        return ended.get();
    }

    /** What it has waited for too long, if it has. */
    final @Nullable SocketTimeoutException overdue(long nowNanos, Duration step, Duration longest) {
        if (nowNanos - begunNanos >= longest.toNanos()) {
            return new SocketTimeoutException("no whole answer within " + longest.toMillis() + " ms");
        }
        if (!connecting && nowNanos - livedNanos >= step.toNanos()) {
            return new SocketTimeoutException(
                    "no " + (connection == null ? "free connection" : "answer") + " within " + step.toMillis() + " ms");
        }
        return null;
    }
}
