package com.wgtwo.camel.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A web server that keeps what is posted to it and answers as it is told. */
final class HttpReceiver implements AutoCloseable {

    /**
     * A request.
     *
     * @param path where it went
     * @param headers its headers
     * @param body its body
     * @param status how it was answered
     * @param answered when
     */
    record Post(String path, Headers headers, String body, int status, Instant answered) {

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Function<String, Integer> answer = id -> 204;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String retryAfter = "";

    HttpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String id = exchange.getRequestHeaders().getFirst("ce-id");
        int status = answer.apply(id == null ? "" : id);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        posts.add(new Post(
                exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, status, Instant.now()));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Answers each request, by its event id, with a status. */
    void answer(Function<String, Integer> byEventId) {
        answer = byEventId;
    }

    /** Sends a Retry-After header with every answer; empty for none. */
    void retryAfter(String value) {
        retryAfter = value;
    }

    /** Holds back every answer until {@link #letGo()}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    List<Post> posts() {
        return posts;
    }

    List<Post> posts(String path) {
        return posts.stream().filter(post -> post.path().equals(path)).toList();
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
