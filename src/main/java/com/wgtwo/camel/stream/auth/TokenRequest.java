package com.wgtwo.camel.stream.auth;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.wgtwo.camel.stream.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request to a token endpoint, and what its answer means. */
final class TokenRequest {

    /** Used when the answer does not say how long the token lives; the platform's tokens live for an hour. */
    private static final Duration ASSUMED_LIFETIME = Duration.ofHours(1);

    /** How long before expiry a new token is fetched, as the platform's own client does. */
    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(120);

    /** Longer ones are renewed after this time, and none is so long that its end cannot be counted. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    private final OAuthSettings settings;
    private final Supplier<String> secret;
    private final TimeSource time;
    private final TokenExchange exchange;

    TokenRequest(OAuthSettings settings, Supplier<String> secret, TimeSource time) {
        this.settings = settings;
        this.secret = secret;
        this.time = time;
        this.exchange = new TokenExchange(settings);
    }

    /**
     * Asks for a token, blocking for at most the two time-outs of the settings together, after its address was resolved.
     *
     * @throws TokenException when there is none to be had
     */
    AccessToken send() throws TokenException {
        String current;
        try {
            current = secret.get();
        } catch (RuntimeException e) {
            throw new TokenException(
                    "the secret of client '" + settings.clientId() + "' cannot be read: " + e.getMessage(),
                    false,
                    null,
                    e);
        }
        HTTPResponse answer;
        try {
            answer = httpRequest(current).send(exchange);
        } catch (IOException e) {
            throw new TokenException(
                    "token endpoint " + settings.tokenEndpoint() + " cannot be reached: " + reason(e), false, null, e);
        }
        return read(answer);
    }

    private HTTPRequest httpRequest(String current) {
        ClientID id = new ClientID(settings.clientId());
        Secret secret = new Secret(current);
        ClientAuthentication authentication = settings.authMethod() == OAuthSettings.AuthMethod.FORM
                ? new ClientSecretPost(id, secret)
                : new ClientSecretBasic(id, secret);
        Scope scope = settings.scope().isBlank() ? null : Scope.parse(settings.scope());
        return new com.nimbusds.oauth2.sdk.TokenRequest.Builder(
                        settings.tokenEndpoint(), authentication, new ClientCredentialsGrant())
                .scope(scope)
                .build()
                .toHTTPRequest();
    }

    private AccessToken read(HTTPResponse answer) throws TokenException {
        TokenResponse response;
        try {
            response = TokenResponse.parse(answer);
        } catch (ParseException e) {
            throw new TokenException(answered(answer, "which is no token answer"), false, retryAfter(answer), null);
        }
        if (!response.indicatesSuccess()) {
            ErrorObject error = response.toErrorResponse().getErrorObject();
            boolean refused =
                    answer.getStatusCode() == 400 || answer.getStatusCode() == 401 || answer.getStatusCode() == 403;
            String code = error == null || error.getCode() == null ? "without an error code" : error.getCode();
            throw new TokenException(answered(answer, code), refused, retryAfter(answer), null);
        }
        com.nimbusds.oauth2.sdk.token.AccessToken token =
                response.toSuccessResponse().getTokens().getAccessToken();
        Duration lifetime = token.getLifetime() > 0
                ? Duration.ofSeconds(Math.min(token.getLifetime(), LONGEST_LIFETIME.toSeconds()))
                : ASSUMED_LIFETIME;
        // A token that lives for less than a few minutes is renewed at four fifths of its life.
        Duration ahead = lifetime.dividedBy(5).compareTo(REFRESH_AHEAD) < 0 ? lifetime.dividedBy(5) : REFRESH_AHEAD;
        long now = time.nanos();
        return new AccessToken(
                token.getValue(), now, now + lifetime.minus(ahead).toNanos(), now + lifetime.toNanos());
    }

    private String answered(HTTPResponse answer, String what) {
        String type = answer.getEntityContentType() == null
                ? ""
                : " (" + answer.getEntityContentType().getType() + ")";
        return "token endpoint " + settings.tokenEndpoint() + " answered client '" + settings.clientId() + "' with "
                + answer.getStatusCode() + type + ", " + what;
    }

    private static @Nullable Duration retryAfter(HTTPResponse answer) {
        String value = answer.getHeaderValue("Retry-After");
        try {
            return value == null ? null : Duration.ofSeconds(Long.parseLong(value.trim()));
        } catch (NumberFormatException e) {
            // The other form of the header, a date, is left to the ordinary back-off.
            return null;
        }
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
