package com.wgtwo.camel.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector of traces, which takes OTLP over HTTP. Numbers of fields are those of opentelemetry/proto/trace/v1. */
final class SpanReceiver implements AutoCloseable {

    /**
     * A span.
     *
     * @param trace id of its trace, as in a traceparent header
     * @param id its own id
     * @param parent id of the span around it, empty for the first one
     */
    record Span(String trace, String id, String parent, String name, Map<String, String> attributes) {}

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<ByteString> bodies = new ArrayList<>();
    private volatile int status = 200;

    SpanReceiver() throws IOException {
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this from now on. */
    void answer(int code) {
        status = code;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        try (InputStream body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                : new ByteArrayInputStream(bytes)) {
            if (status == 200) {
                synchronized (bodies) {
                    bodies.add(ByteString.readFrom(body));
                }
            }
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** All that was received, with whatever is text in it. */
    String text() {
        StringBuilder text = new StringBuilder();
        synchronized (bodies) {
            bodies.forEach(body -> text.append(body.toStringUtf8()));
        }
        return text.toString();
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        synchronized (bodies) {
            bodies.forEach(body -> inside(
                    body,
                    1,
                    resource -> inside(resource, 2, scope -> inside(scope, 2, span -> spans.add(span(fields(span)))))));
        }
        return spans;
    }

    private static Span span(UnknownFieldSet span) {
        Map<String, String> attributes = new TreeMap<>();
        values(span, 9).forEach(attribute -> {
            UnknownFieldSet pair = fields(attribute);
            attributes.put(
                    text(pair, 1), text(fields(values(pair, 2).findFirst().orElseThrow()), 1));
        });
        return new Span(hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), attributes);
    }

    private static void inside(ByteString message, int field, Consumer<ByteString> each) {
        values(fields(message), field).forEach(each);
    }

    private static Stream<ByteString> values(UnknownFieldSet message, int field) {
        return message.hasField(field) ? message.getField(field).getLengthDelimitedList().stream() : Stream.empty();
    }

    private static String text(UnknownFieldSet message, int field) {
        return values(message, field).map(ByteString::toStringUtf8).findFirst().orElse("");
    }

    private static String hex(UnknownFieldSet message, int field) {
        return values(message, field)
                .map(value -> HexFormat.of().formatHex(value.toByteArray()))
                .findFirst()
                .orElse("");
    }

    private static UnknownFieldSet fields(ByteString message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
