package com.wgtwo.camel.sandbox.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The access tokens that were issued and are still good. Thread safe. */
public final class Tokens {
    private record Token(String clientId, Set<String> scopes, Instant expiresAt) {}

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /** @param clock tells when a token expires */
    public Tokens(Clock clock) {
        this.clock = clock;
    }

    /** Issues a token: opaque, two parts with a dot between them, as the platform's are. */
    public String issue(String clientId, Set<String> scopes, Duration lifetime) {
        Instant now = clock.instant();
        tokens.values().removeIf(token -> !token.expiresAt().isAfter(now));
        String value = part() + "." + part();
        tokens.put(value, new Token(clientId, Set.copyOf(scopes), now.plus(lifetime)));
        issued.incrementAndGet();
        return value;
    }

    /** How many tokens were issued. */
    public long issued() {
        return issued.get();
    }

    /** Makes every token issued so far invalid. */
    public void invalidateAll() {
        tokens.clear();
    }

    /** Who holds a token; null when it is unknown, expired or revoked. */
    @Nullable
    Caller caller(String value, boolean checkScopes) {
        Token token = tokens.get(value);
        if (token == null || !token.expiresAt().isAfter(clock.instant())) {
            return null;
        }
        return new Caller(token.clientId(), checkScopes ? token.scopes() : null);
    }

    private String part() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
