package com.wgtwo.camel.app.webhook;

import io.netty.handler.codec.http.HttpResponse;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A post whose status, or failure, a test asks for. */
final class Sent extends Post {
    final CompletableFuture<Integer> ended = new CompletableFuture<>();

    Sent(URI address, byte[] body) {
        super(Target.of(address), new Request("/", Target.of(address)).with(body));
    }

    @Override
    void answered(HttpResponse answer) {
        ended.complete(answer.status().code());
    }

    @Override
    void failed(Exception cause) {
        ended.completeExceptionally(cause);
    }
}
