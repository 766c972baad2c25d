package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.stream.ShortAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Status and headers of the answer to a post; its body is read over. Drops the connection, too, when the body goes on after
 * the post was given up.
 */
final class PostAnswer extends ShortAnswer<HttpResponse> {
    private final BooleanSupplier awaited;

    /** @param awaited whether somebody still waits for the answer */
    PostAnswer(BooleanSupplier awaited) {
        this.awaited = awaited;
    }

    @Override
    protected HttpResponse head(HttpResponse answer) {
        return answer;
    }

    @Override
    protected void part(ByteBuffer part) throws IOException {
        part.position(part.limit());
        if (!awaited.getAsBoolean()) {
            throw new IOException("the answer took too long");
        }
    }
}
