package com.wgtwo.camel.app.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A mail as the bytes that are sent of it, so that its length is known and it is written once. All else it knows is who it is from. */
final class WrittenMail extends MimeMessage {
    /** Who gets a blind copy is for the server alone; the length is what was sent. */
    private static final String[] LEFT_OUT = {"Bcc", "Content-Length"};

    private static final Pattern COMMAND =
            Pattern.compile("(?:^|[\\r\\n])(?:\\.|[ \\t]*(?i:MAIL|RCPT|DATA|BDAT|AUTH))");

    private final MimeMessage mail;
    private final byte[] bytes;

    private WrittenMail(Session session, MimeMessage mail, byte[] bytes) {
        super(session);
        this.mail = mail;
        this.bytes = bytes;
    }

    /** @throws MessagingException when the mail cannot be written */
    static WrittenMail of(MimeMessage mail, Session session) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            mail.writeTo(bytes, LEFT_OUT);
        } catch (IOException e) {
            throw new MessagingException("The mail could not be written", e);
        }
        return new WrittenMail(session, mail, bytes.toByteArray());
    }

    int size() {
        return bytes.length;
    }

    /**
     * Whether a line begins with a dot, or with a command that a server would act on which does not know that it is reading a
     * text. What begins a line is up to whoever sent an SMS.
     */
    boolean hasLineLikeCommand() {
        return COMMAND.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find();
    }

    @Override
    public Address[] getFrom() throws MessagingException {
        return mail.getFrom();
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        out.write(bytes);
    }
}
