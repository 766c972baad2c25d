package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading and answering HTTP requests. */
public final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    private Exchanges() {}

    /** The body of a request, at most {@code limit} bytes of it; the rest is read and thrown away. */
    public static byte[] read(HttpExchange exchange, int limit) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            byte[] head = body.readNBytes(limit);
            byte[] rest = new byte[8192];
            while (body.read(rest) >= 0) {
                // Only a request that was read to its end leaves the connection usable.
            }
            return head;
        }
    }

    /** Answers a request and ends it; an empty body is none. */
    public static void answer(
            HttpExchange exchange, int status, String contentType, Map<String, String> headers, String body) {
        try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            LOG.debug(
                    "The client of {} went away before its answer",
                    exchange.getRequestURI().getPath(),
                    e);
        }
    }
}
