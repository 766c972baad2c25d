package com.wgtwo.camel.app.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who sends a mail, to whom, and that it follows, without waiting for the answer to each, when the server offers
 * PIPELINING (RFC 2920): a mail to one recipient then costs two round trips and not four. It costs one when the server offers
 * CHUNKING too (RFC 3030) and the mail is short, has no file and no line that begins with a dot or like a command: its text goes
 * along with the commands. Servers that offer neither are spoken to one command after another. A refusal is thrown as the same
 * exception in any case; the connection may end with it.
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

    /**
     * Bytes of a mail whose text goes along with the commands. Chosen: far more than an SMS, and so little that a connection
     * takes it at once, whether or not the server reads meanwhile.
     */
    static final int LONGEST_AHEAD = 8 * 1024;

    /**
     * Bytes of the largest piece that is sent with BDAT: no mail of {@link #LONGEST_AHEAD} fills it, were each of its bytes the end
     * of a line.
     */
    static final int LARGEST_CHUNK = 2 * LONGEST_AHEAD + 3;

    private static final int END_OF_STREAM = -1;
    private static final int START_MAIL_INPUT = 354;

    /** Stands for any answer, with {@link #issueCommand}; only RSET is sent so. */
    private static final int WHATEVER = -1;

    /** With DATA the command that follows the text; with BDAT it stands for the text, which has an answer of its own too. */
    private static final String END_OF_TEXT = ".";

    /** Commands that are sent and whose answers nobody has asked for. */
    private final Deque<String> ahead = new ArrayDeque<>();

    /** What becomes of a command, and of the question for its answer. */
    private enum Mode {
        TALKING,
        COLLECTING,
        SENDING_TEXT,
        DROPPING
    }

    private Mode mode = Mode.TALKING;

    /** What is being sent, where the server takes it in one piece. */
    private @Nullable WrittenMail mail;

    /**
     * @param session its {@code mail.smtp.chunksize} (or {@code mail.smtps.chunksize}) has to be {@value #LARGEST_CHUNK}
     * @param server its protocol is {@code smtp}, or {@code smtps} for TLS from the first byte
     */
    PipelinedTransport(Session session, URLName server) {
        super(session, server, server.getProtocol(), server.getProtocol().equals("smtps"));
    }

    @Override
    public synchronized void sendMessage(Message message, Address[] recipients) throws MessagingException {
        try {
            // One with a file is too long anyway, and need not be in memory once more.
            if (supportsExtension("CHUNKING") && message instanceof MimeMessage text && text.isMimeType("text/plain")) {
                mail = WrittenMail.of(text, session);
            }
            super.sendMessage(mail == null ? message : mail, recipients);
        } finally {
            // What is thrown in the middle leaves some behind, on a connection that has ended.
            ahead.clear();
            mail = null;
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
        mode = Mode.COLLECTING;
        try {
            super.mailFrom();
            rcptTo();
        } finally {
            mode = Mode.TALKING;
        }
    }

    private void sendCollected() throws MessagingException {
        if (ahead.size() > MOST_AHEAD) {
            ahead.clear();
        }
        boolean one = ahead.size() == MAIL_AND_ONE_RCPT;
        WrittenMail text = one && goesAlong(mail) ? mail : null;
        try {
            for (String command : ahead) {
                super.sendCommand(command);
            }
            if (text != null) {
                sendText(text);
            } else if (one) {
                super.sendCommand("DATA");
            }
        } catch (MessagingException e) {
            drop();
            throw e;
        }
        if (one) {
            ahead.add(text != null ? END_OF_TEXT : "DATA");
        }
    }

    /**
     * Not with a dot where a line begins: the library would double it, which is right with DATA alone. Nor with a line that is a
     * command to something in between that passes on what the server offers, but does not know BDAT.
     */
    private static boolean goesAlong(@Nullable WrittenMail mail) {
        return mail != null && mail.size() <= LONGEST_AHEAD && !mail.hasLineLikeCommand();
    }

    private void sendText(WrittenMail text) throws MessagingException {
        mode = Mode.SENDING_TEXT;
        try {
            text.writeTo(super.bdat());
            super.finishBdat();
        } catch (IOException e) {
            throw new MessagingException("The text of the mail could not be sent", e);
        } finally {
            mode = Mode.TALKING;
        }
    }

    /** The library asks for this whenever the server offers CHUNKING. */
    @Override
    protected OutputStream bdat() throws MessagingException {
        return ahead.contains(END_OF_TEXT) ? OutputStream.nullOutputStream() : data();
    }

    /** Asks for the answer to the text as to that of DATA: the library's own question takes a refusal for a broken connection. */
    @Override
    protected void finishBdat() throws IOException, MessagingException {
        finishData();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (mode == Mode.DROPPING) {
            throw new MessagingException("The connection ends without " + command);
        }
        if (mode == Mode.COLLECTING) {
            ahead.add(command);
        } else if (mode == Mode.TALKING && command.equals(ahead.peek())) {
            ahead.remove();
        } else {
            if (mode == Mode.TALKING) {
                passOver();
            }
            super.sendCommand(command);
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        boolean later = mode == Mode.COLLECTING || mode == Mode.SENDING_TEXT;
        return later ? 250 : super.readServerResponse();
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
        mode = Mode.DROPPING;
        try {
            close();
        } catch (MessagingException e) {
            LOG.debug("The connection to the mail server was dropped", e);
        } finally {
            mode = Mode.TALKING;
            ahead.clear();
        }
    }
}
