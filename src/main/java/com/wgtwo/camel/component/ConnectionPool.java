package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.Connection;
import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** One connection for all endpoints that reach the platform in the same way; closed when the last one lets it go. */
final class ConnectionPool {

    private final Map<ConnectionSettings, Shared> connections = new HashMap<>();

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
     * @param blocking runs token requests of a connection that is not open yet
     * @throws IllegalArgumentException in one sentence, when a certificate cannot be used
     */
    synchronized Connection acquire(ConnectionSettings settings, Executor blocking) {
        Shared shared = connections.get(settings);
        if (shared == null) {
            shared = new Shared(new Connection(settings, TimeSource.SYSTEM, blocking));
            connections.put(settings, shared);
        }
        shared.users++;
        return shared.connection;
    }

    /** Lets a connection go. */
    synchronized void release(Connection connection) {
        Shared shared = connections.get(connection.settings());
        if (shared != null && --shared.users == 0) {
            connections.remove(connection.settings());
            shared.connection.close();
        }
    }
}
