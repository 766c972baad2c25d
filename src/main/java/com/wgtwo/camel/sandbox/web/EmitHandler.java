package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emits events that come in over HTTP: {@code POST /emit} for v0, {@code POST /emit/<stream>} for v1, both with canonical
 * protobuf JSON, {@code POST /emit/json} with stream and JSON as parameters, and {@code POST /emit/random} with a type or a
 * stream as parameter.
 *
 * <p>A page of another site must not be able to emit. A browser sends either a JSON content type, which it does not do across
 * sites without asking, or an Origin header, which must then name this server.
 */
public final class EmitHandler implements HttpHandler {
    /** Path prefix of all of it. */
    public static final String PATH = "/emit";

    private static final int BODY_LIMIT = 8 * 1024 * 1024;
    private static final String RANDOM = "random";
    private static final String JSON = "json";
    private static final String EVENTS = "events";

    /** Where the events go. Refuses what it cannot emit with an {@link IllegalArgumentException} that says why. */
    public interface Emitter {
        /** Emits an event from its JSON into a stream and tells its number. */
        long emit(String stream, String json);

        /** Emits a random v0 event of a type and tells its number. */
        long emitRandom(String type);

        /** Emits a random event into a v1 stream and tells its number. */
        long emitRandomInto(String stream);
    }

    private final Emitter emitter;

    /** @param emitter where the events go */
    public EmitHandler(Emitter emitter) {
        this.emitter = emitter;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(Exchanges.read(exchange, BODY_LIMIT), StandardCharsets.UTF_8);
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, Map.of("Allow", "POST"), "emit with POST");
        } else if (!sameSite(exchange)) {
            answer(exchange, 403, Map.of(), "send the content type application/json, or come from this page");
        } else {
            emit(exchange, body);
        }
    }

    private void emit(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        String stream = path.startsWith("/") ? path.substring(1) : path;
        try {
            long number = switch (stream) {
                case RANDOM -> random(parameters(exchange, body));
                case JSON -> json(parameters(exchange, body));
                default -> emitter.emit(stream.isEmpty() ? EVENTS : stream, body);
            };
            if (isForm(exchange)) {
                answer(exchange, 303, Map.of("Location", "/"), "");
            } else {
                Exchanges.answer(exchange, 200, "application/json", Map.of(), "{\"number\":" + number + "}\n");
            }
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, Map.of(), String.valueOf(e.getMessage()));
        }
    }

    private long json(Map<String, String> parameters) {
        return emitter.emit(parameters.getOrDefault("stream", EVENTS), parameters.getOrDefault("json", ""));
    }

    private long random(Map<String, String> parameters) {
        String stream = parameters.get("stream");
        return stream != null && !stream.isEmpty() && !stream.equals(EVENTS)
                ? emitter.emitRandomInto(stream)
                : emitter.emitRandom(parameters.getOrDefault("type", "SMS_EVENT"));
    }

    private static boolean sameSite(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null) {
            return contentType(exchange).startsWith("application/json");
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && host.equals(authority(origin));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            // "null" or something no browser sends: another site.
            return null;
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange, String body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        add(parameters, exchange.getRequestURI().getRawQuery());
        if (isForm(exchange)) {
            add(parameters, body);
        }
        return parameters;
    }

    private static void add(Map<String, String> parameters, @Nullable String encoded) {
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                String[] parts = pair.split("=", 2);
                if (parts.length == 2) {
                    parameters.put(decode(parts[0]), decode(parts[1]));
                }
            }
        }
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private static boolean isForm(HttpExchange exchange) {
        return contentType(exchange).startsWith("application/x-www-form-urlencoded");
    }

    private static String contentType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, String sentence) {
        Exchanges.answer(
                exchange, status, "text/plain; charset=utf-8", headers, sentence.isEmpty() ? "" : sentence + "\n");
    }
}
