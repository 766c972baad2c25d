package com.wgtwo.camel.stream.auth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a token request. Fails, so that the connection is dropped, when it is too long for one. */
final class TokenAnswer extends AbstractAsyncResponseConsumer<HTTPResponse, String> {
    /** Chosen: tokens are a few kilobytes at most. */
    static final int MOST_BYTES = 65_536;

    TokenAnswer() {
        super(new Text());
    }

    @Override
    public void informationResponse(HttpResponse answer, HttpContext context) {
        // 1xx: the answer is still to come.
    }

    @Override
    protected HTTPResponse buildResult(HttpResponse answer, @Nullable String body, ContentType type) {
        HTTPResponse result = new HTTPResponse(answer.getCode());
        for (Header header : answer.getHeaders()) {
            result.setHeader(header.getName(), header.getValue());
        }
        result.setBody(body);
        return result;
    }

    private static final class Text extends AbstractBinAsyncEntityConsumer<String> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected void streamStart(ContentType type) {
            // JSON has one charset, whatever the type says (RFC 8259).
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(ByteBuffer part, boolean last) throws IOException {
            if (bytes.size() + part.remaining() > MOST_BYTES) {
                throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
            }
            byte[] piece = new byte[part.remaining()];
            part.get(piece);
            bytes.writeBytes(piece);
        }

        @Override
        protected String generateContent() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void releaseResources() {
            bytes.reset();
        }
    }
}
