package com.wgtwo.camel.stream.auth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to a token request. Fails, so that the connection is dropped, when it is too long for one. It is read as
 * UTF-8, whatever its type says: JSON has no other charset (RFC 8259).
 */
final class TokenAnswer implements AsyncResponseConsumer<HTTPResponse> {
    /** Chosen: tokens are a few kilobytes at most. */
    static final int MOST_BYTES = 65_536;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable HTTPResponse response;
    private @Nullable FutureCallback<HTTPResponse> whenRead;

    @Override
    public void consumeResponse(
            HttpResponse answer,
            @Nullable EntityDetails body,
            HttpContext context,
            FutureCallback<HTTPResponse> callback) {
        HTTPResponse head = new HTTPResponse(answer.getCode());
        for (Header header : answer.getHeaders()) {
            head.setHeader(header.getName(), header.getValue());
        }
        response = head;
        if (body == null) {
            callback.completed(head);
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
        if (bytes.size() + part.remaining() > MOST_BYTES) {
            throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
        }
        byte[] piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (whenRead != null && response != null) {
            response.setBody(bytes.toString(StandardCharsets.UTF_8));
            whenRead.completed(response);
        }
    }

    @Override
    public void failed(Exception cause) {
        // The request's future is told.
    }

    @Override
    public void releaseResources() {
        whenRead = null;
    }
}
