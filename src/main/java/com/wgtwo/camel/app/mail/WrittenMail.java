package com.wgtwo.camel.app.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.LineOutputStream;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;

/** A mail as the bytes that are sent of it, so that its length is known and it is written once. All else it knows is who it is from. */
final class WrittenMail extends MimeMessage {
    /** Who gets a blind copy is for the server alone; the length is what was sent. */
    static final String[] LEFT_OUT = {"Bcc", "Content-Length"};

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
            write(mail, bytes, session.getStreamProvider());
        } catch (IOException e) {
            throw new MessagingException("The mail could not be written", e);
        }
        return new WrittenMail(session, mail, bytes.toByteArray());
    }

    /**
     * As {@link MimeMessage#writeTo(OutputStream, String[])}, which has Java look for a provider of services twice for each mail:
     * 45 of the 48 microseconds that it takes (docs/performance.md).
     */
    private static void write(MimeMessage mail, OutputStream bytes, StreamProvider streams)
            throws IOException, MessagingException {
        OutputStream body;
        switch (String.valueOf(mail.getEncoding()).toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit" -> body = bytes;
            case "quoted-printable" -> body = streams.outputQP(bytes);
            case "base64" -> body = streams.outputBase64(bytes);
            default -> {
                mail.writeTo(bytes, LEFT_OUT);
                return;
            }
        }
        LineOutputStream head = streams.outputLineStream(bytes, false);
        for (String line : Collections.list(mail.getNonMatchingHeaderLines(LEFT_OUT))) {
            head.writeln(line);
        }
        head.writeln();
        mail.getDataHandler().writeTo(body);
        body.flush();
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
