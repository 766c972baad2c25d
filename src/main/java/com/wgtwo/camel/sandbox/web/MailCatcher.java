package com.wgtwo.camel.sandbox.web;

import com.wgtwo.camel.sandbox.server.HeldPort;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that keeps every mail and delivers none. It can be stopped and started again on the same port. GreenMail
 * is needed when it is started, and not before: an application that catches no mail need not have it.
 */
public final class MailCatcher implements AutoCloseable {
    private final String bindAddress;
    private final Caught<Mail> caught;
    private final Clock clock;
    private final AtomicInteger rejections = new AtomicInteger();
    private final HeldPort held = new HeldPort();
    private @Nullable MailServer server;
    private int port;

    /**
     * @param bindAddress address of the interface to listen on
     * @param port port, 0 for a free one
     * @param caught where mails are kept
     * @param clock tells when a mail came
     */
    public MailCatcher(String bindAddress, int port, Caught<Mail> caught, Clock clock) {
        this.bindAddress = bindAddress;
        this.port = port;
        this.caught = caught;
        this.clock = clock;
    }

    /** Listens; the second start and all later ones on the port of the first. Does nothing while it listens. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        MailServer created = new MailServer(bindAddress, port, caught, clock, rejections);
        port = created.port();
        server = created;
        held.letGo();
    }

    /** Closes all connections and refuses new ones; does nothing while it does not listen. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
            held.hold(new InetSocketAddress(bindAddress, port));
        }
    }

    /** Refuses the next mails after they were sent, with an error of the server. */
    public void rejectNext(int mails) {
        rejections.set(mails);
    }

    /** The port it listens on, or listened on last; starts it when a free port was asked for and none is taken yet. */
    public synchronized int port() {
        if (port == 0) {
            start();
        }
        return port;
    }

    @Override
    public synchronized void close() {
        stop();
        held.letGo();
    }
}
