package com.wgtwo.camel.sandbox.web;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.wgtwo.camel.sandbox.server.HeldPort;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An SMTP server that keeps every mail and delivers none. It can be stopped and started again on the same port. */
public final class MailCatcher implements AutoCloseable {
    private static final GreenMailUser NOBODY = new NoMailbox();
    private static final long STARTUP_PATIENCE_MILLIS = 10_000;

    private final String bindAddress;
    private final Caught<Mail> caught;
    private final Clock clock;
    private final AtomicInteger rejections = new AtomicInteger();
    private final HeldPort held = new HeldPort();
    private @Nullable GreenMail server;
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
        ServerSetup setup = new ServerSetup(port, bindAddress, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(STARTUP_PATIENCE_MILLIS);
        GreenMail created = new GreenMail(setup);
        created.getUserManager().setMessageDeliveryHandler(this::deliver);
        created.start();
        port = created.getSmtp().getPort();
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

    private GreenMailUser deliver(MovingMessage message, MailAddress recipient) throws MessagingException {
        if (rejections.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new MessagingException("the sandbox was told to reject this mail");
        }
        try {
            caught.add(MailReader.read(message.getMessage(), recipient.getEmail(), clock.instant()));
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be read", e);
        }
        return NOBODY;
    }
}
