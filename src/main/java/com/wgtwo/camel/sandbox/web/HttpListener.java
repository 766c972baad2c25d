package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server that can be stopped and started again on the same port. */
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final String purpose;
    private final String bindAddress;
    private final Map<String, HttpHandler> handlers;
    private final List<Filter> filters;
    private final ExecutorService executor;
    private final HeldPort held = new HeldPort();
    private @Nullable HttpServer server;
    private int port;

    /**
     * @param purpose what the port is called in an error message
     * @param bindAddress address of the interface to listen on
     * @param port port, 0 for a free one
     * @param handlers what answers, by path prefix
     * @param filters what each request has to pass before
     */
    public HttpListener(
            String purpose, String bindAddress, int port, Map<String, HttpHandler> handlers, Filter... filters) {
        this.purpose = purpose;
        this.bindAddress = bindAddress;
        this.port = port;
        this.handlers = Map.copyOf(handlers);
        this.filters = List.of(filters);
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-" + purpose);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens; the second start and all later ones on the port of the first. Does nothing while it listens. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            HttpServer created = HttpServer.create(new InetSocketAddress(bindAddress, port), BACKLOG);
            handlers.forEach((path, handler) ->
                    created.createContext(path, handler).getFilters().addAll(filters));
            created.setExecutor(executor);
            created.start();
            port = created.getAddress().getPort();
            server = created;
            held.letGo();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    purpose + " port " + port + " on " + bindAddress + " cannot be opened; choose a free port", e);
        }
    }

    /** Closes all connections and refuses new ones; does nothing while it does not listen. */
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
            held.hold(new InetSocketAddress(bindAddress, port));
        }
    }

    /** The port it listens on, or listened on last; starts it when a free port was asked for and none is taken yet. */
    public synchronized int port() {
        if (port == 0) {
            start();
        }
        return port;
    }

    @Override
    public synchronized void close() {
        stop();
        held.letGo();
        executor.shutdownNow();
    }
}
