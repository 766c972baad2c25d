package com.wgtwo.camel.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A web server that keeps what is posted to it, answers as it is told, and can be killed and come back. */
public final class HttpReceiver implements AutoCloseable {

    /**
     * A request.
     *
     * @param path where it went
     * @param headers its headers
     * @param body its body
     * @param status how it was answered
     * @param arrived when it was there
     * @param answered when its answer began
     */
    public record Post(String path, Headers headers, String body, int status, Instant arrived, Instant answered) {

        public String header(String name) {
            return headers.getFirst(name);
        }

        /** The event's identity. */
        public String id() {
            String id = header("ce-id");
            return id == null ? "" : id;
        }

        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<Post> posts = new ArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Function<String, Integer> answer = id -> 204;
    private volatile Function<String, Duration> delay = id -> Duration.ZERO;
    private final Object gate = new Object();
    private Predicate<String> held = id -> false;
    private volatile Function<Post, String> texts = post -> "";
    private volatile String retryAfter = "";
    private volatile Consumer<Post> instead;
    private HttpServer server;
    private int port;
    private final HeldPort heldPort = new HeldPort();

    public HttpReceiver() throws IOException {
        start();
    }

    /** Listens again, on the port of the first time. */
    public synchronized void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        port = server.getAddress().getPort();
        heldPort.letGo();
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    /** Goes away: open connections are cut, new ones are refused. */
    public synchronized void kill() {
        server.stop(0);
        heldPort.hold(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private void receive(HttpExchange exchange) throws IOException {
        Instant arrived = Instant.now();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = exchange.getRequestHeaders().getFirst("ce-id");
        waiting.incrementAndGet();
        awaitLeave(id == null ? "" : id);
        Runnable send = () -> send(exchange, id == null ? "" : id, body, arrived);
        long millis = delay.apply(id == null ? "" : id).toMillis();
        if (millis == 0) {
            send.run();
        } else {
            later.schedule(() -> threads.execute(send), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void awaitLeave(String id) {
        synchronized (gate) {
            while (held.test(id)) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void hold(Predicate<String> ids) {
        synchronized (gate) {
            held = ids;
            gate.notifyAll();
        }
    }

    private void send(HttpExchange exchange, String id, String body, Instant arrived) {
        try {
            respond(exchange, id, body, arrived);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void respond(HttpExchange exchange, String id, String body, Instant arrived) {
        int status = answer.apply(id);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        Post post = new Post(
                exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, status, arrived, Instant.now());
        Consumer<Post> other = instead;
        if (other != null) {
            other.accept(post);
        } else {
            synchronized (posts) {
                posts.add(post);
            }
        }
        try {
            String text = texts.apply(post);
            exchange.sendResponseHeaders(status, text.isEmpty() ? -1 : text.getBytes(StandardCharsets.UTF_8).length);
            if (!text.isEmpty()) {
                exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // Whoever asked has gone, and does not know the answer: as far as it knows nothing was taken.
            synchronized (posts) {
                posts.remove(post);
            }
        }
        exchange.close();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Says something in each answer; the status has to be one that may have a text. */
    public void say(Function<Post, String> byPost) {
        texts = byPost;
    }

    /** Answers each request, by its event id, with a status. */
    public void answer(Function<String, Integer> byEventId) {
        answer = byEventId;
    }

    /** Answers each request, by its event id, so much later. */
    public void delay(Function<String, Duration> byEventId) {
        delay = byEventId;
    }

    /** Sends a Retry-After header with every answer; empty for none. */
    public void retryAfter(String value) {
        retryAfter = value;
    }

    /** Hands requests over in place of keeping them, for runs of millions. */
    public void handOver(Consumer<Post> to) {
        instead = to;
    }

    /** Holds back every answer until {@link #letGo()}. */
    public void hold() {
        hold(id -> true);
    }

    public void letGo() {
        hold(id -> false);
    }

    /** Answers this event, and goes on holding the others back. */
    public void letGo(String released) {
        hold(id -> !id.equals(released));
    }

    /** How many requests have no answer yet. */
    public int waiting() {
        return waiting.get();
    }

    /** The answered requests, in the order of their answers. */
    public List<Post> posts() {
        synchronized (posts) {
            return List.copyOf(posts);
        }
    }

    public List<Post> posts(String path) {
        return posts().stream().filter(post -> post.path().equals(path)).toList();
    }

    @Override
    public void close() {
        letGo();
        kill();
        heldPort.letGo();
        later.shutdownNow();
        threads.shutdownNow();
    }
}
