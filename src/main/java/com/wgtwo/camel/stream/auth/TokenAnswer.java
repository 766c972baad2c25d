package com.wgtwo.camel.stream.auth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.wgtwo.camel.stream.ShortAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** The answer to a token request, read as UTF-8 whatever its type says: JSON has no other charset (RFC 8259). */
final class TokenAnswer extends ShortAnswer<HTTPResponse> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    protected HTTPResponse head(HttpResponse answer) {
        HTTPResponse head = new HTTPResponse(answer.getCode());
        for (Header header : answer.getHeaders()) {
            head.setHeader(header.getName(), header.getValue());
        }
        return head;
    }

    @Override
    protected void part(ByteBuffer part) {
        byte[] piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
    }

    @Override
    protected void end(HTTPResponse answer) {
        answer.setBody(bytes.toString(StandardCharsets.UTF_8));
    }
}
