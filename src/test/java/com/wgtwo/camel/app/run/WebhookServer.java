package com.wgtwo.camel.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that writes down what it is asked, and answers 200 or what it was told to. */
public final class WebhookServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger aborted = new AtomicInteger();
    private final HeldPort held = new HeldPort();
    private volatile Answer otherwise = new Answer(200, Map.of(), new byte[0]);

    /** One request; header names in lower case. */
    public record Request(
            String method, String uri, Map<String, String> headers, byte[] bytes, String connection, long nanoTime) {
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    public WebhookServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Address of the server with a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next requests get these answers, one each; those after them 200. */
    public WebhookServer answer(int... statuses) {
        for (int status : statuses) {
            answers.add(new Answer(status, Map.of(), new byte[0]));
        }
        return this;
    }

    public WebhookServer answer(int status, Map<String, String> headers, byte[] body) {
        answers.add(new Answer(status, headers, body));
        return this;
    }

    /** Every request gets this answer from now on, after those that were queued. */
    public WebhookServer always(int status) {
        otherwise = new Answer(status, Map.of(), new byte[0]);
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    /** Refuses connections from now on. */
    public void refuse() {
        InetSocketAddress address = server.getAddress();
        server.stop(0);
        held.hold(address);
    }

    @Override
    public void close() {
        server.stop(0);
        held.letGo();
        threads.shutdownNow();
    }

    /** How many answers the other side did not read to their end. */
    public int aborted() {
        return aborted.get();
    }

    private void write(HttpExchange exchange, byte[] body) {
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        } catch (IOException e) {
            aborted.incrementAndGet();
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    in.readAllBytes(),
                    String.valueOf(exchange.getRemoteAddress().getPort()),
                    System.nanoTime()));
            Answer next = answers.poll();
            Answer answer = next == null ? otherwise : next;
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            write(exchange, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
