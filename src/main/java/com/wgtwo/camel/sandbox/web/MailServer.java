package com.wgtwo.camel.sandbox.web;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** The mail catcher while it listens. */
final class MailServer {
    private static final GreenMailUser NOBODY = new NoMailbox();
    private static final long STARTUP_PATIENCE_MILLIS = 10_000;

    private final GreenMail server;
    private final Caught<Mail> caught;
    private final Clock clock;
    private final AtomicInteger rejections;

    /**
     * @param bindAddress address of the interface to listen on
     * @param port port, 0 for a free one
     * @param caught where mails are kept
     * @param clock tells when a mail came
     * @param rejections how many of the next mails are refused
     */
    MailServer(String bindAddress, int port, Caught<Mail> caught, Clock clock, AtomicInteger rejections) {
        this.caught = caught;
        this.clock = clock;
        this.rejections = rejections;
        ServerSetup setup = new ServerSetup(port, bindAddress, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(STARTUP_PATIENCE_MILLIS);
        server = new GreenMail(setup);
        server.getUserManager().setMessageDeliveryHandler(this::deliver);
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    void stop() {
        server.stop();
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
