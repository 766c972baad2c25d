package com.wgtwo.camel.app.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Makes each connection to the mail server a {@link GatheringSocket}. The mail library connects them itself, within its
 * timeouts; sockets that are connected already are not for it.
 */
final class GatheringSockets extends SocketFactory {
    private final Duration timeout;

    /** @param timeout as that of a {@link GatheringSocket} */
    GatheringSockets(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new GatheringSocket(timeout);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("Sockets of this factory are connected by who takes them");
    }
}
