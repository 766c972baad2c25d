package com.wgtwo.camel.app.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who sends a mail, to whom, and that it follows, without waiting for the answer to each, when the server offers
 * PIPELINING (RFC 2920): a mail to one recipient then costs two round trips and not four. Servers that do not offer it are
 * spoken to one command after another. A refusal is thrown as the same exception either way; the connection may end with it.
 *
 * <p>To several recipients the text is announced (DATA) only when all are accepted, which makes three round trips: a mail
 * that one recipient is refused goes to nobody, and a server that waits for the text cannot be told so.
 */
final class PipelinedTransport extends SMTPTransport {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinedTransport.class);

    private static final int MAIL_AND_ONE_RCPT = 2;

    /**
     * MAIL, and as many recipients as every server takes (RFC 5321, 4.5.3.1.8). Commands and answers have to fit into the buffers
     * of a connection: while commands are written nobody reads the answers.
     */
    private static final int MOST_AHEAD = 101;

    private static final int END_OF_STREAM = -1;
    private static final int START_MAIL_INPUT = 354;

    /** Stands for any answer, with {@link #issueCommand}; only RSET is sent so. */
    private static final int WHATEVER = -1;

    /** Commands that are sent and whose answers nobody has asked for. */
    private final Deque<String> ahead = new ArrayDeque<>();

    private boolean collecting;
    private boolean dropping;

    /** @param server its protocol is {@code smtp}, or {@code smtps} for TLS from the first byte */
    PipelinedTransport(Session session, URLName server) {
        super(session, server, server.getProtocol(), server.getProtocol().equals("smtps"));
    }

    @Override
    public synchronized void sendMessage(Message mail, Address[] recipients) throws MessagingException {
        try {
            super.sendMessage(mail, recipients);
        } finally {
            // What is thrown in the middle leaves some behind, on a connection that has ended.
            ahead.clear();
        }
    }

    @Override
    protected void mailFrom() throws MessagingException {
        if (supportsExtension("PIPELINING")) {
            collect();
            sendCollected();
        }
        super.mailFrom();
    }

    /** The commands are what the library makes of the mail: it is taken through them once with the answers it hopes for. */
    private void collect() throws MessagingException {
        collecting = true;
        try {
            super.mailFrom();
            rcptTo();
        } finally {
            collecting = false;
        }
    }

    private void sendCollected() throws MessagingException {
        if (ahead.size() > MOST_AHEAD) {
            ahead.clear();
        } else if (ahead.size() == MAIL_AND_ONE_RCPT) {
            ahead.add("DATA");
        }
        try {
            for (String command : ahead) {
                super.sendCommand(command);
            }
        } catch (MessagingException e) {
            drop();
            throw e;
        }
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (dropping) {
            throw new MessagingException("The connection ends without " + command);
        }
        if (collecting) {
            ahead.add(command);
        } else if (command.equals(ahead.peek())) {
            ahead.remove();
        } else {
            passOver();
            super.sendCommand(command);
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        return collecting ? 250 : super.readServerResponse();
    }

    /** RSET follows a refusal, which is what has to be told: not that the server is gone since, or wants a text that is not to come. */
    @Override
    public synchronized void issueCommand(String command, int expected) throws MessagingException {
        try {
            super.issueCommand(command, expected);
        } catch (MessagingException e) {
            if (expected != WHATEVER) {
                throw e;
            }
            LOG.debug("The connection to the mail server ends after a refusal", e);
            drop();
        }
    }

    /** After a refusal: what else was sent has answers too, and they come before that to the next command. */
    private void passOver() throws MessagingException {
        while (!ahead.isEmpty()) {
            ahead.remove();
            int answer = super.readServerResponse();
            if (answer == START_MAIL_INPUT) {
                // RFC 2920, 3.1, would have it ended with a dot: a server that did accept somebody would deliver an
                // empty mail.
                throw new MessagingException("The mail server wants the text of a mail that it has refused");
            }
            if (answer == END_OF_STREAM) {
                throw new MessagingException(
                        "The mail server has ended the connection, or gave an answer without a code");
            }
        }
    }

    /** Ends the connection without a word: QUIT could be taken for the text of the mail. */
    private void drop() {
        dropping = true;
        try {
            close();
        } catch (MessagingException e) {
            LOG.debug("The connection to the mail server was dropped", e);
        } finally {
            dropping = false;
            ahead.clear();
        }
    }
}
