package com.wgtwo.camel.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the port of a server that is away: connections to it are refused, and the system gives it to nobody else who
 * asks for any free port. A server can be bound to the port before it is let go.
 */
public final class HeldPort implements AutoCloseable {
    /** The system frees a port a moment after its socket reports that it is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(2);

    /** Bound, but neither connected nor listening. */
    private final Socket placeholder = new Socket();

    /**
     * @param address where the server listened until now
     * @throws UncheckedIOException when somebody else listens there already
     */
    public HeldPort(InetSocketAddress address) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!placeholder.isBound()) {
            try {
                placeholder.setReuseAddress(true);
                placeholder.bind(address);
            } catch (IOException e) {
                if (System.nanoTime() - giveUp >= 0) {
                    throw new UncheckedIOException("Port " + address.getPort() + " cannot be kept", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() {
        try {
            placeholder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
