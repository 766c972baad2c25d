package com.wgtwo.camel.app.mail;

import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.camel.app.event.EventView;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the mail out of what the route wrote: the header {@code Subject} and the body as text. Sender and recipients
 * come from the settings alone. The date is the event's, and the Message-ID is made of the event id, so that a mail
 * that had to be sent twice is recognised as one. Binary SMS content is attached.
 */
public final class MailMessage implements Processor {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String from;
    private final String to;
    private final Session session;
    private final Clock clock;

    /**
     * @param from one mail address
     * @param to mail addresses, comma separated
     */
    public MailMessage(String from, String to, Session session, Clock clock) {
        this.from = from;
        this.to = to;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws MessagingException {
        EventView event = new EventView(exchange);
        SmsEvent sms = SmsText.sms(event);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(from, true));
        mail.setRecipients(RecipientType.TO, InternetAddress.parse(to, true));
        mail.setSubject(OneLine.of(exchange.getMessage().getHeader("Subject", "SMS", String.class)), UTF_8);
        mail.setSentDate(Date.from(event.timestamp().orElseGet(clock::instant)));
        mail.setHeader("Message-ID", "<" + event.id() + "@wgtwo-camel>");
        // RFC 3834: keeps holiday answers and the like away
        mail.setHeader("Auto-Submitted", "auto-generated");
        String text = exchange.getMessage().getBody(String.class);
        if (sms.hasBytes()) {
            mail.setContent(withAttachment(text, sms.getBytes().toByteArray()));
        } else {
            mail.setText(text, UTF_8);
        }
        exchange.getMessage().setBody(mail);
    }

    private static MimeMultipart withAttachment(String text, byte[] content) throws MessagingException {
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, UTF_8);
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(content, "application/octet-stream")));
        attachment.setFileName("sms.bin");
        return new MimeMultipart(words, attachment);
    }
}
