package com.wgtwo.camel.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.wgtwo.camel.stream.EngineSnapshot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The console page:
 *
 * <ul>
 *   <li>{@code GET /} or {@code /console}: the page, with {@code /console.css} and {@code /console.js}. They hold nothing of
 *       the program, and are served without the token, so that the page can ask for it.
 *   <li>{@code GET /observe/stream}: what the page shows, once a second, as server-sent events.
 * </ul>
 */
public final class ConsolePages {
    /** Paths that tell nothing and need no token. */
    public static final Set<String> OPEN = Set.of("/", "/console", "/console.css", "/console.js");

    private static final String STREAM = "/observe/stream";

    /** Nothing from elsewhere runs in the page, and nothing of it goes elsewhere. The frame is the sandbox's. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; frame-src ";

    private final ConsoleFeed feed;
    private final String policy;

    /**
     * @param engines what is known of the streams, by the route that subscribes
     * @param deadLetters how many there are; NaN while the database does not answer
     */
    public ConsolePages(
            CamelContext context,
            Supplier<Map<String, EngineSnapshot>> engines,
            DoubleSupplier deadLetters,
            Clock clock)
            throws Exception {
        this.feed = new ConsoleFeed(context, engines, deadLetters, clock);
        ProgramNotes notes = context.getRegistry().findSingleByType(ProgramNotes.class);
        String sandbox = notes == null ? null : notes.sandboxPage();
        this.policy = POLICY + (sandbox == null ? "'none'" : sandbox);
        context.addService(feed, true, false);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/").handler(request -> answer(request, "text/html; charset=utf-8", "console.html"));
        router.get("/console").handler(request -> answer(request, "text/html; charset=utf-8", "console.html"));
        router.get("/console.css").handler(request -> answer(request, "text/css; charset=utf-8", "console.css"));
        router.get("/console.js").handler(request -> answer(request, "text/javascript; charset=utf-8", "console.js"));
        router.get(STREAM).handler(this::stream);
    }

    private void answer(RoutingContext request, String type, String resource) {
        headers(request.response(), type)
                .putHeader("Content-Security-Policy", policy)
                .end(read(resource));
    }

    private static HttpServerResponse headers(HttpServerResponse response, String type) {
        return response.putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    private static Buffer read(String resource) {
        try (InputStream file = Objects.requireNonNull(ConsolePages.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + resource + " of the page cannot be read", e);
        }
    }

    private void stream(RoutingContext request) {
        HttpServerResponse response = request.response();
        headers(response, "text/event-stream; charset=utf-8").setChunked(true);
        if (feed.add(response)) {
            return;
        }
        headers(response, "application/json")
                .setChunked(false)
                .setStatusCode(503)
                .end(JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "error",
                                "There are " + ConsoleFeed.MOST_LISTENERS
                                        + " open pages already, or the program ends: close one and try again.")
                        .toString());
    }
}
