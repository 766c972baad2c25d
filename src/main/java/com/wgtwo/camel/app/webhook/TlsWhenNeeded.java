package com.wgtwo.camel.app.webhook;

import java.net.SocketAddress;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one client, made when an address begins with {@code https}: reading Java's certificates and the list of public
 * suffixes takes 0.1 s, for which the first event would wait.
 */
final class TlsWhenNeeded implements TlsStrategy {
    private @Nullable TlsStrategy made;

    /**
     * Makes it, on a thread that may take its time and fail; that of the connections may not.
     *
     * @throws org.apache.hc.core5.ssl.SSLInitializationException when Java's certificates cannot be read
     */
    void prepare() {
        made();
    }

    private synchronized TlsStrategy made() {
        TlsStrategy answer = made;
        if (answer == null) {
            answer = DefaultClientTlsStrategy.createDefault();
            made = answer;
        }
        return answer;
    }

    @Override
    public boolean upgrade(
            TransportSecurityLayer connection,
            HttpHost host,
            SocketAddress local,
            SocketAddress remote,
            Object attachment,
            Timeout handshake) {
        return made().upgrade(connection, host, local, remote, attachment, handshake);
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            NamedEndpoint endpoint,
            Object attachment,
            Timeout handshake,
            FutureCallback<TransportSecurityLayer> callback) {
        made().upgrade(connection, endpoint, attachment, handshake, callback);
    }
}
