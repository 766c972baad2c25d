package com.wgtwo.camel.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the port of a server while it is away: connections to it are refused, and the system gives it to nobody else who
 * asks for any free port. The server can be bound to the port before it is let go.
 */
public final class HeldPort {
    /** The system frees a port a moment after its socket reports that it is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(2);

    /** Bound, but neither connected nor listening; null while no port is held. */
    private @Nullable Socket placeholder;

    /**
     * Takes the port over from a server that has ended.
     *
     * @param address where it listened until now
     * @throws UncheckedIOException when somebody else listens there already
     */
    public void hold(InetSocketAddress address) {
        letGo();
        Socket socket = new Socket();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!socket.isBound()) {
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
            } catch (IOException e) {
                if (System.nanoTime() - giveUp >= 0) {
                    throw new UncheckedIOException("Port " + address.getPort() + " cannot be kept", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        placeholder = socket;
    }

    /** Does nothing while no port is held. */
    public void letGo() {
        Socket socket = placeholder;
        placeholder = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
