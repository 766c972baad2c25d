package com.wgtwo.camel.sandbox.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint issues.
 *
 * @param clients secret by client id; empty to know every client with any secret
 * @param lifetime of a token; 3599 s on the platform
 * @param allowedScopes what a token may be granted at most, null for everything that is asked for
 */
public record OAuthSettings(
        Map<String, String> clients,
        Duration lifetime,
        @Nullable Set<String> allowedScopes) {

    /** Every client, everything it asks for, for the time the platform grants. */
    public static OAuthSettings open() {
        return new OAuthSettings(Map.of(), Duration.ofSeconds(3599), null);
    }

    /** Never shows the secrets. */
    @Override
    public String toString() {
        return "OAuthSettings[clients=" + clients.keySet() + ", lifetime=" + lifetime + ", allowedScopes="
                + allowedScopes + "]";
    }
}
