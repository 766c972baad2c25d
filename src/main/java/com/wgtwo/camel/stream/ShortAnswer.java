package com.wgtwo.camel.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer whose body is short when all is well. Fails, so that the connection is dropped, when it is longer than
 * {@link #MOST_BYTES}.
 *
 * @param <T> what becomes of the answer
 */
public abstract class ShortAnswer<T> implements AsyncResponseConsumer<T> {
    /** Of a body, in bytes. Chosen: more than any useful answer, or token, has. */
    public static final int MOST_BYTES = 64 * 1024;

    /** For the client: bounds of a head, 32 KiB a line and 200 lines. Chosen likewise; by default there is none. */
    public static final Http1Config SHORT_HEAD = Http1Config.custom()
            .setMaxLineLength(32 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private int left = MOST_BYTES;
    private @Nullable T taken;
    private @Nullable FutureCallback<T> whenRead;

    /** What becomes of an answer, given its status and headers. */
    protected abstract T head(HttpResponse answer);

    /**
     * Takes a part of the body, all of it.
     *
     * @throws IOException to drop the answer with its connection
     */
    protected abstract void part(ByteBuffer part) throws IOException;

    /** The body, if there is one, is complete; by default it is of no interest. */
    protected void end(T answer) {}

    @Override
    public final void consumeResponse(
            HttpResponse answer, @Nullable EntityDetails body, HttpContext context, FutureCallback<T> callback) {
        T head = head(answer);
        taken = head;
        if (body == null) {
            callback.completed(head);
        } else {
            whenRead = callback;
        }
    }

    @Override
    public final void informationResponse(HttpResponse answer, HttpContext context) {
        // 1xx: the answer is still to come.
    }

    @Override
    public final void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public final void consume(ByteBuffer part) throws IOException {
        left -= part.remaining();
        if (left < 0) {
            throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
        }
        part(part);
    }

    @Override
    public final void streamEnd(@Nullable List<? extends Header> trailers) {
        if (whenRead != null && taken != null) {
            end(taken);
            whenRead.completed(taken);
        }
    }

    @Override
    public final void failed(Exception cause) {
        // Who sent the request is told.
    }

    @Override
    public final void releaseResources() {
        whenRead = null;
    }
}
