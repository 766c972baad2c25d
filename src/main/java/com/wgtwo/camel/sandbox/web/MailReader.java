package com.wgtwo.camel.sandbox.web;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a MIME message into a {@link Mail}. */
final class MailReader {
    private final StringBuilder text = new StringBuilder();
    private final List<Mail.Attachment> attachments = new ArrayList<>();

    private MailReader() {}

    static Mail read(MimeMessage message, String recipient, Instant receivedAt) throws MessagingException, IOException {
        MailReader reader = new MailReader();
        reader.collect(message);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        Date date = message.getSentDate();
        List<String> from = addresses(message.getFrom());
        return new Mail(
                from.isEmpty() ? "" : from.get(0),
                recipient,
                addresses(message.getRecipients(Message.RecipientType.TO)),
                orEmpty(message.getSubject()),
                date == null ? null : date.toInstant(),
                orEmpty(message.getMessageID()),
                reader.text.toString(),
                List.copyOf(reader.attachments),
                raw.toString(StandardCharsets.UTF_8),
                receivedAt);
    }

    private void collect(Part part) throws MessagingException, IOException {
        Object content = part.isMimeType("multipart/*") ? part.getContent() : null;
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                collect(child);
            }
            return;
        }
        String fileName = part.getFileName();
        if (part.isMimeType("text/*") && fileName == null && part.getContent() instanceof String words) {
            text.append(words);
            return;
        }
        try (InputStream bytes = part.getInputStream()) {
            attachments.add(new Mail.Attachment(
                    fileName == null ? "" : MimeUtility.decodeText(fileName),
                    part.getContentType().split(";", 2)[0].trim().toLowerCase(Locale.ROOT),
                    bytes.readAllBytes()));
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        List<String> result = new ArrayList<>();
        if (addresses != null) {
            for (Address address : addresses) {
                result.add(
                        address instanceof InternetAddress internet ? internet.toUnicodeString() : address.toString());
            }
        }
        return result;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
