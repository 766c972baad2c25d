package com.wgtwo.camel.stream.auth;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/**
 * An OAuth 2.0 client and where it gets its tokens.
 *
 * @param tokenEndpoint the token endpoint; https, or http on a loopback host only
 * @param clientId the client's identifier
 * @param clientSecret the client's secret; never printed
 * @param scope scopes separated by spaces; empty asks for none, as consent streams need none
 * @param authMethod how the client proves who it is
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long the answer may take
 */
public record OAuthSettings(
        URI tokenEndpoint,
        String clientId,
        String clientSecret,
        String scope,
        AuthMethod authMethod,
        Duration connectTimeout,
        Duration readTimeout) {

    /** How the client proves who it is (RFC 6749, section 2.3.1). */
    public enum AuthMethod {
        /** HTTP Basic; the only method the platform enables unless arranged otherwise. */
        BASIC,
        /** Identifier and secret in the form body. */
        FORM;

        /**
         * Reads a method.
         *
         * @param text {@code basic} or {@code form} in any case
         * @throws IllegalArgumentException in one sentence, when it is neither
         */
        public static AuthMethod parse(String text) {
            return switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "basic", "" -> BASIC;
                case "form" -> FORM;
                default ->
                    throw new IllegalArgumentException("client authentication '" + text + "' is not basic or form");
            };
        }
    }

    /**
     * Checks what can be checked without a connection.
     *
     * @throws IllegalArgumentException in one sentence, when the endpoint is no URL that a secret may be sent to
     */
    public OAuthSettings {
        String host = tokenEndpoint.getHost();
        String scheme = tokenEndpoint.getScheme();
        if (host == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException(
                    "token endpoint '" + tokenEndpoint + "' is not a URL such as https://id.wgtwo.com/oauth2/token");
        }
        if ("http".equals(scheme) && !isLoopback(host)) {
            throw new IllegalArgumentException("token endpoint '" + tokenEndpoint
                    + "' would receive the client secret unencrypted; it must start with https://");
        }
        if (clientSecret.isEmpty()) {
            throw new IllegalArgumentException(
                    "client '" + clientId + "' has no client secret, but a token cannot be asked for without one");
        }
    }

    /**
     * Whether a host is this machine, the only place where a secret or token may go unencrypted.
     *
     * @param host a name or a literal address, IPv6 with or without brackets; names other than localhost are not
     *     looked up, because an answer of the name service is no proof
     */
    public static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.equalsIgnoreCase("localhost")) {
            return true;
        }
        boolean literal = bare.indexOf(':') >= 0 || bare.matches("\\d+(\\.\\d+){3}");
        try {
            return literal && InetAddress.getByName(bare).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "OAuthSettings[tokenEndpoint=" + tokenEndpoint + ", clientId=" + clientId + ", scope=" + scope
                + ", authMethod=" + authMethod + "]";
    }
}
