package com.wgtwo.camel.sandbox.server;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A listening socket that knows the connections it accepted, which is what gRPC's own server does not tell. */
final class TrackingServerChannel extends NioServerSocketChannel {
    private final Set<NioSocketChannel> connections = ConcurrentHashMap.newKeySet();

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int result = super.doReadMessages(accepted);
        for (Object child : accepted.subList(before, accepted.size())) {
            if (child instanceof NioSocketChannel connection) {
                connections.add(connection);
                connection.closeFuture().addListener(closed -> connections.remove(connection));
            }
        }
        return result;
    }

    int connections() {
        return connections.size();
    }

    /** Cuts all connections with a TCP reset: no TLS close, no GOAWAY, what is on the way is lost. */
    void reset() {
        close(true);
    }

    /** Closes all connections in the order of TCP, without a word on the HTTP/2 level. */
    void closeConnections() {
        close(false);
    }

    private void close(boolean reset) {
        for (NioSocketChannel connection : connections) {
            connection.eventLoop().execute(() -> {
                if (!connection.isOpen()) {
                    return;
                }
                if (reset) {
                    connection.config().setSoLinger(0);
                }
                // Around the pipeline: its HTTP/2 handler would say goodbye and wait for the streams.
                connection.unsafe().close(connection.voidPromise());
            });
        }
    }
}
