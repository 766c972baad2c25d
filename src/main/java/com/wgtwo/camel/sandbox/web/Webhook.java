package com.wgtwo.camel.sandbox.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that was caught.
 *
 * @param name the part of the path after {@code /hook/}
 * @param method its method
 * @param uri path and query
 * @param headers all values by name in lower case
 * @param body the first MiB of the body
 * @param receivedAt when it came
 * @param status what it was answered with, 0 when it was left without an answer
 */
public record Webhook(
        String name,
        String method,
        String uri,
        Map<String, List<String>> headers,
        byte[] body,
        Instant receivedAt,
        int status) {

    /** First value of a header, whatever the case of its name; null when it is absent. */
    public @Nullable String header(String header) {
        List<String> values = headers.get(header.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
