package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.wgtwo.camel.app.console.ConsolePages;
import com.wgtwo.camel.stream.HostHeader;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests that no operator made.
 *
 * <p>A web page that somebody has open on this machine can reach a port of this machine too, under any name it likes
 * (DNS rebinding). Hence, without a token, only names of this machine are answered; and whatever changes something
 * needs the header {@value #REQUESTED_BY}, which no page can send to another site without being allowed to, and no
 * foreign {@code Origin}. With a token, everything but the two probes and the empty console page needs it.
 */
final class Gate implements Handler<RoutingContext> {
    static final String REQUESTED_BY = "X-Requested-By";
    static final String HEALTH = "/observe/health";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private static final Set<String> PROBES = Set.of(HEALTH + "/live", HEALTH + "/ready");

    private final Supplier<String> tokens;
    private final String host;
    private final boolean loopback;

    /**
     * @param address where the port is opened
     * @param tokens tells what requests have to bring along at present; empty for nothing, with which only a port of this
     *     machine answers
     */
    Gate(ManagementAddress address, Supplier<String> tokens) {
        this.host = address.host();
        this.loopback = address.isLoopback();
        this.tokens = tokens;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        // The Host header, or what HTTP/2 has in its place.
        String asked = request.authority() == null ? null : request.authority().toString();
        String reason = null;
        int status = 403;
        String token = tokens.get();
        if (token.isEmpty() && !loopback && !isOpen(request.path())) {
            reason = "Nothing is told as long as management.token is empty.";
            status = 401;
        } else if (token.isEmpty() && loopback && !HostHeader.isOfThisMachine(asked, host)) {
            reason = "The Host header must name this machine, such as localhost.";
        } else if (!token.isEmpty() && !isOpen(request.path()) && !hasToken(request, token)) {
            reason = "The header Authorization must be 'Bearer' and the value of management.token.";
            status = 401;
        } else if (!request.method().equals(HttpMethod.GET) && request.getHeader(REQUESTED_BY) == null) {
            reason = "What changes something needs the header " + REQUESTED_BY + ", with any value.";
        } else if (isForeign(request.getHeader("Origin"), asked)) {
            reason = "The Origin is another site.";
        }
        if (reason == null) {
            context.next();
        } else {
            refuse(context, status, reason);
        }
    }

    static void refuse(RoutingContext context, int status, String sentence) {
        answer(context, status, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    /** Answers a request that was worked on by another thread than the server's; without effect when who asked has gone. */
    static void answer(RoutingContext context, int status, JsonNode body) {
        try {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body.toString());
        } catch (IllegalStateException e) {
            LOG.debug("The answer came after the connection was closed, as it is when the program ends", e);
        }
    }

    private static boolean isOpen(String path) {
        return PROBES.contains(path) || ConsolePages.OPEN.contains(path);
    }

    /** Takes the same time wherever the difference is. */
    private static boolean hasToken(HttpServerRequest request, String token) {
        String given = request.getHeader("Authorization");
        byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted);
    }

    private static boolean isForeign(@Nullable String origin, @Nullable String asked) {
        return origin != null && !origin.equals("http://" + asked) && !origin.equals("https://" + asked);
    }
}
