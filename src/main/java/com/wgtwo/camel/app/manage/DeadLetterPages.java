package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.wgtwo.camel.app.failure.FailureText;
import com.wgtwo.camel.app.manage.DeadLetterDesk.NoSuchLetter;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters over HTTP, in JSON:
 *
 * <ul>
 *   <li>{@code GET /observe/dead-letters[?route=…][&newest=…]}, all or so many of those given up last
 *   <li>{@code GET /observe/dead-letters/<id>[?route=…][&content=true]}
 *   <li>{@code POST /observe/dead-letters/<id>/replay[?route=…]}, answered when all have ended
 *   <li>{@code DELETE /observe/dead-letters/<id>[?route=…]}
 * </ul>
 *
 * <p>An id can be shortened, or be {@code all}.
 */
final class DeadLetterPages {
    static final String PATH = "/observe/dead-letters";

    /** Says which database the asking program means. One that uses another is not the one that was meant. */
    static final String DATABASE = "X-Wgtwo-Database";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPages.class);

    private final Supplier<DeadLetterDesk> desk;
    private final String database;
    private final Executor threads;

    DeadLetterPages(Supplier<DeadLetterDesk> desk, String database, Executor threads) {
        this.desk = desk;
        this.database = database;
        this.threads = threads;
    }

    void addTo(Router router) {
        router.get(PATH).handler(answer(request -> desk.get().list(route(request), newest(request))));
        router.get(PATH + "/:id")
                .handler(answer(request -> desk.get()
                        .show(
                                request.pathParam("id"),
                                route(request),
                                Boolean.parseBoolean(request.request().getParam("content")))));
        router.post(PATH + "/:id/replay")
                .handler(answer(request -> desk.get().replay(request.pathParam("id"), route(request))));
        router.delete(PATH + "/:id")
                .handler(answer(request -> desk.get().discard(request.pathParam("id"), route(request))));
    }

    private static @Nullable String route(RoutingContext context) {
        return context.request().getParam("route");
    }

    /** Who looks again and again asks for few: there may be as many as events came in an outage. */
    private static int newest(RoutingContext context) {
        String asked = context.request().getParam("newest");
        if (asked == null) {
            return 0;
        }
        if (!asked.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("newest is to be a whole number from 1 to 999999.");
        }
        return Integer.parseInt(asked);
    }

    /** Off the server's own thread, because the database and the routes take their time. */
    private Handler<RoutingContext> answer(Function<RoutingContext, ArrayNode> work) {
        return context -> threads.execute(() -> {
            String meant = context.request().getHeader(DATABASE);
            if (meant != null && !meant.equals(database)) {
                Gate.refuse(context, 409, "The program at this port uses another database, " + database + ".");
                return;
            }
            try {
                JsonNode letters = JsonNodeFactory.instance.objectNode().set("deadLetters", work.apply(context));
                Gate.answer(context, 200, letters);
            } catch (NoSuchLetter e) {
                Gate.refuse(context, 404, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                Gate.refuse(context, 400, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.debug("A request about dead letters failed", e);
                Gate.refuse(context, 503, "The request failed: " + FailureText.of(e) + ".");
            }
        });
    }
}
