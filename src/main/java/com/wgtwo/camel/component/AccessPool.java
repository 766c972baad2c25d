package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.Connection;
import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.PlatformAccess;
import com.wgtwo.camel.stream.TimeSource;
import com.wgtwo.camel.stream.auth.OAuthSettings;
import com.wgtwo.camel.stream.auth.TokenSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection for all endpoints that reach the platform in the same way, closed when the last one lets it go, and one
 * token source for all that act as the same client with the same scope, whatever region they call.
 */
final class AccessPool {

    private final Map<ConnectionSettings, Shared> connections = new HashMap<>();
    private final Map<OAuthSettings, TokenSource> tokenSources = new HashMap<>();
    private @Nullable ExecutorService tokenRequests;

    private static final class Shared {
        private final Connection connection;
        private int users;

        private Shared(Connection connection) {
            this.connection = connection;
        }
    }

    /**
     * Takes a connection.
     *
     * @param settings how to reach the platform
     * @throws IllegalArgumentException in one sentence, when a certificate cannot be used
     */
    synchronized Connection acquire(ConnectionSettings settings) {
        Shared shared = connections.get(settings);
        if (shared == null) {
            shared = new Shared(new Connection(settings));
            connections.put(settings, shared);
        }
        shared.users++;
        return shared.connection;
    }

    /**
     * The way to the platform over a connection.
     *
     * @param context runs token requests
     * @param connection the connection
     * @param oauth the client; null for none
     * @param profile name of the client's profile, from which its secret is read again for each token
     */
    synchronized PlatformAccess access(
            CamelContext context, Connection connection, @Nullable OAuthSettings oauth, @Nullable String profile) {
        if (oauth == null || profile == null) {
            return new PlatformAccess(connection, null);
        }
        ExecutorService executor = tokenRequests;
        if (executor == null) {
            executor = context.getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-token");
            tokenRequests = executor;
        }
        ExecutorService requests = executor;
        return new PlatformAccess(
                connection,
                tokenSources.computeIfAbsent(
                        oauth,
                        client -> new TokenSource(
                                client, () -> OAuthProfiles.secret(context, profile), TimeSource.SYSTEM, requests)));
    }

    /** Lets a connection go. */
    synchronized void release(Connection connection) {
        Shared shared = connections.get(connection.settings());
        if (shared != null && --shared.users == 0) {
            connections.remove(connection.settings());
            shared.connection.close();
        }
    }

    /** Ends what is left, when the component stops. */
    synchronized void close(CamelContext context) {
        connections.values().forEach(shared -> shared.connection.close());
        connections.clear();
        tokenSources.clear();
        if (tokenRequests != null) {
            context.getExecutorServiceManager().shutdownNow(tokenRequests);
            tokenRequests = null;
        }
    }
}
