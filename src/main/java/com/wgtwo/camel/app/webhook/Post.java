package com.wgtwo.camel.app.webhook;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request and what waits for its answer. It ends once: with an answer, or without. */
abstract class Post {
    /** How much of a body is given to a connection at once, in bytes: each part that has left counts as a sign of life. */
    private static final int PART = 64 * 1024;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Target target;
    private final String path;
    private final HttpHeaders headers;
    private final byte[] body;
    private final long begunNanos = System.nanoTime();
    private volatile long livedNanos = begunNanos;
    private volatile String missing = "free connection";
    private volatile boolean connecting;
    private volatile @Nullable Connection connection;

    /** @param headers those of the body excepted */
    Post(Target target, String path, HttpHeaders headers, byte[] body) {
        this.target = target;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** Takes the answer, on the thread of the connections. */
    abstract void answered(HttpResponse answer);

    /** Takes what was in the way, on any thread. */
    abstract void failed(Exception cause);

    final Target target() {
        return target;
    }

    /** The request, in as many parts as it is sent. */
    final List<HttpObject> request() {
        if (body.length <= PART) {
            return List.of(new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    HttpMethod.POST,
                    path,
                    Unpooled.wrappedBuffer(body),
                    headers,
                    EmptyHttpHeaders.INSTANCE));
        }
        List<HttpObject> parts = new ArrayList<>();
        parts.add(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, headers));
        for (int from = 0; from < body.length; from += PART) {
            int length = Math.min(PART, body.length - from);
            ByteBuf part = Unpooled.wrappedBuffer(body, from, length);
            parts.add(from + length < body.length ? new DefaultHttpContent(part) : new DefaultLastHttpContent(part));
        }
        return parts;
    }

    /** A connection is made for it, which has times of its own. */
    final void connecting() {
        connecting = true;
    }

    /**
     * A connection is about to carry it.
     *
     * @return false when it has ended, and must not go out any more
     */
    final boolean begin(Connection by) {
        connection = by;
        missing = "answer";
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
            return new SocketTimeoutException("no " + missing + " within " + step.toMillis() + " ms");
        }
        return null;
    }
}
