package com.wgtwo.camel.app.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes the status and the headers of an answer, and reads over its body, which nobody looks at. Fails, so that the
 * connection is dropped, when the body is longer than {@link WebhookClient#MOST_BYTES}, or goes on after its post was given up.
 */
final class BoundedAnswer implements AsyncResponseConsumer<HttpResponse> {
    private final BooleanSupplier awaited;
    private int left = WebhookClient.MOST_BYTES;
    private @Nullable HttpResponse response;
    private @Nullable FutureCallback<HttpResponse> whenRead;

    /** @param awaited whether somebody still waits for the answer */
    BoundedAnswer(BooleanSupplier awaited) {
        this.awaited = awaited;
    }

    @Override
    public void consumeResponse(
            HttpResponse answer,
            @Nullable EntityDetails body,
            HttpContext context,
            FutureCallback<HttpResponse> callback) {
        response = answer;
        if (body == null) {
            callback.completed(answer);
        } else {
            whenRead = callback;
        }
    }

    @Override
    public void informationResponse(HttpResponse answer, HttpContext context) {
        // 1xx: the answer is still to come.
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer part) throws IOException {
        left -= part.remaining();
        part.position(part.limit());
        if (!awaited.getAsBoolean()) {
            throw new IOException("the answer took too long");
        }
        if (left < 0) {
            throw new IOException("the answer is longer than " + WebhookClient.MOST_BYTES + " bytes");
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (whenRead != null) {
            whenRead.completed(response);
        }
    }

    @Override
    public void failed(Exception cause) {
        // The callback of the request is told.
    }

    @Override
    public void releaseResources() {
        whenRead = null;
    }
}
