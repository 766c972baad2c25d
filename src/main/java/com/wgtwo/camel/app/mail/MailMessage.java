package com.wgtwo.camel.app.mail;

import com.wgtwo.camel.app.event.EventView;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the mail out of what the route wrote: the header {@code Subject}, the body as text, and the variable
 * {@value #ATTACHMENT_VARIABLE} (bytes, with their file name in {@value #ATTACHMENT_NAME_VARIABLE}) when it is set. Sender and
 * recipients come from the settings alone. The date is the event's, and the Message-ID is made of the event id, so that a
 * mail that had to be sent twice is recognised as one.
 */
public final class MailMessage implements Processor {
    /** Exchange variable with the bytes of a file to attach. */
    public static final String ATTACHMENT_VARIABLE = "attachment";

    /** Exchange variable with the name of that file. */
    public static final String ATTACHMENT_NAME_VARIABLE = "attachmentName";

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String from;
    private final String to;
    private final Supplier<Session> session;
    private final Clock clock;

    /**
     * @param from one mail address
     * @param to mail addresses, comma separated
     * @param session asked with each mail
     */
    public MailMessage(String from, String to, Supplier<Session> session, Clock clock) {
        this.from = from;
        this.to = to;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws MessagingException {
        EventView event = new EventView(exchange);
        MimeMessage mail = new MimeMessage(session.get());
        mail.addFrom(addresses(from));
        mail.setRecipients(RecipientType.TO, addresses(to));
        mail.setSubject(OneLine.of(exchange.getMessage().getHeader("Subject", "Event", String.class)), UTF_8);
        mail.setSentDate(Date.from(event.timestamp().orElseGet(clock::instant)));
        mail.setHeader("Message-ID", "<" + event.id() + "@wgtwo-camel>");
        // RFC 3834: keeps holiday answers and the like away
        mail.setHeader("Auto-Submitted", "auto-generated");
        String text = exchange.getMessage().getBody(String.class);
        byte[] attached = exchange.getVariable(ATTACHMENT_VARIABLE, byte[].class);
        if (attached == null) {
            mail.setText(text, UTF_8);
        } else {
            mail.setContent(withAttachment(
                    text, attached, exchange.getVariable(ATTACHMENT_NAME_VARIABLE, "attachment.bin", String.class)));
        }
        exchange.getMessage().setBody(mail);
    }

    /** With names beyond ASCII as RFC 2047 has them: not every server takes them as they are. */
    private static InternetAddress[] addresses(String list) throws AddressException {
        InternetAddress[] addresses = InternetAddress.parse(list, true);
        for (InternetAddress address : addresses) {
            try {
                address.setPersonal(address.getPersonal(), UTF_8);
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("every Java has UTF-8", e);
            }
        }
        return addresses;
    }

    private static MimeMultipart withAttachment(String text, byte[] content, String name) throws MessagingException {
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, UTF_8);
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type(name))));
        attachment.setFileName(name);
        return new MimeMultipart(words, attachment);
    }

    private static String type(String name) {
        return name.endsWith(".wav") ? "audio/wav" : "application/octet-stream";
    }
}
