package com.wgtwo.camel.sandbox.auth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.wgtwo.camel.sandbox.web.Exchanges;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OAuth 2.0 token endpoint for the grant client_credentials, with HTTP Basic or credentials in the form. */
public final class TokenEndpoint implements HttpHandler {
    static final String INVALID_CLIENT =
            "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}";
    private static final int BODY_LIMIT = 64 * 1024;
    private static final String JSON = "application/json;charset=UTF-8";

    private record Credentials(String id, String secret) {}

    private final OAuthSettings settings;
    private final Tokens tokens;
    private final TokenFaults faults;
    private final ScheduledExecutorService scheduler;
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * @param settings who gets what
     * @param tokens where issued tokens are kept
     * @param faults what the next requests meet
     * @param scheduler answers late what is to be answered late
     */
    public TokenEndpoint(
            OAuthSettings settings, Tokens tokens, TokenFaults faults, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.tokens = tokens;
        this.faults = faults;
        this.scheduler = scheduler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(Exchanges.read(exchange, BODY_LIMIT), StandardCharsets.UTF_8);
        TokenFaults.Answer answer = faults.next();
        TokenFaults.Answer response = answer == null ? answer(exchange, body) : answer;
        Runnable send = () -> Exchanges.answer(
                exchange, response.status(), response.contentType(), response.headers(), response.body());
        long delay = faults.delay().toMillis();
        if (delay == 0) {
            send.run();
        } else {
            scheduler.schedule(send, delay, TimeUnit.MILLISECONDS);
        }
    }

    private TokenFaults.Answer answer(HttpExchange exchange, String body) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return error(405, "invalid_request", "The token endpoint takes POST", Map.of("Allow", "POST"));
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request", "The body must be application/x-www-form-urlencoded", Map.of());
        }
        Map<String, String> form = form(body);
        Credentials credentials = credentials(exchange.getRequestHeaders().getFirst("Authorization"), form);
        if (credentials == null || !known(credentials)) {
            return new TokenFaults.Answer(
                    401, JSON, INVALID_CLIENT, Map.of("WWW-Authenticate", "Basic realm=\"sandbox\""));
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type", "Only client_credentials is supported", Map.of());
        }
        Set<String> scopes = granted(form.getOrDefault("scope", ""));
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("access_token", tokens.issue(credentials.id(), scopes, settings.lifetime()));
        token.put("expires_in", settings.lifetime().toSeconds());
        token.put("scope", String.join(" ", scopes));
        token.put("token_type", "bearer");
        return json(200, token, Map.of("Cache-Control", "no-store"));
    }

    private boolean known(Credentials credentials) {
        return settings.clients().isEmpty()
                ? !credentials.id().isEmpty()
                : credentials.secret().equals(settings.clients().get(credentials.id()));
    }

    private Set<String> granted(String asked) {
        Set<String> scopes = new LinkedHashSet<>(Arrays.asList(asked.trim().split(" +")));
        scopes.remove("");
        Set<String> allowed = settings.allowedScopes();
        if (allowed != null) {
            scopes.retainAll(allowed);
        }
        return scopes;
    }

    private static @Nullable Credentials credentials(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            String id = form.get("client_id");
            return id == null ? null : new Credentials(id, form.getOrDefault("client_secret", ""));
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? null
                    : new Credentials(decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            // Not Base64, or not form-encoded: the client did not authenticate.
            return null;
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private TokenFaults.Answer error(int status, String error, String description, Map<String, String> headers)
            throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return json(status, members, headers);
    }

    private TokenFaults.Answer json(int status, Map<String, Object> members, Map<String, String> headers)
            throws IOException {
        return new TokenFaults.Answer(status, JSON, mapper.writeValueAsString(members), headers);
    }
}
