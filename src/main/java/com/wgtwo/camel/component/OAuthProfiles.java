package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.auth.OAuthSettings;
import com.wgtwo.camel.stream.auth.OAuthSettings.AuthMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads OAuth profiles from the context's properties, by the names that camel-oauth uses from Camel 4.19 on, so that
 * it can take over without a change to anybody's configuration.
 */
final class OAuthProfiles {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private OAuthProfiles() {}

    /**
     * The client of a profile.
     *
     * @param context whose properties hold the profile
     * @param profile its name; null or empty for none
     * @param derivedScopes what to ask for when the profile names no scope
     * @return null when there is no profile or it has no client id, which means that no Authorization header is sent
     * @throws IllegalArgumentException in one sentence, when the profile is incomplete or wrong
     */
    static @Nullable OAuthSettings read(CamelContext context, @Nullable String profile, Set<String> derivedScopes) {
        if (profile == null || profile.isBlank()) {
            return null;
        }
        String prefix = "camel.oauth." + profile.trim() + ".";
        String clientId = property(context, prefix + "client-id");
        if (clientId.isEmpty()) {
            return null;
        }
        String endpoint = property(context, prefix + "token-endpoint");
        if (endpoint.isEmpty()) {
            throw new IllegalArgumentException(
                    prefix + "token-endpoint is empty, but client '" + clientId + "' needs one to get a token from");
        }
        String scope = property(context, prefix + "scope");
        return new OAuthSettings(
                uri(prefix + "token-endpoint", endpoint),
                clientId,
                property(context, prefix + "client-secret"),
                scope.isEmpty() ? String.join(" ", derivedScopes) : scope,
                AuthMethod.parse(property(context, prefix + "auth-method")),
                CONNECT_TIMEOUT,
                READ_TIMEOUT);
    }

    /** The secret of a profile's client as it is now, which may be another one than when the profile was read. */
    static String secret(CamelContext context, String profile) {
        return property(context, "camel.oauth." + profile.trim() + ".client-secret");
    }

    private static String property(CamelContext context, String name) {
        return context.getPropertiesComponent()
                .resolveProperty(name)
                .map(String::trim)
                .orElse("");
    }

    private static URI uri(String name, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name + " '" + text + "' is not a URL", e);
        }
    }
}
