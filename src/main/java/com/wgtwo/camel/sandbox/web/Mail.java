package com.wgtwo.camel.sandbox.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail that was caught.
 *
 * @param from sender as the header names it, decoded
 * @param recipient whom the SMTP client delivered it to; a mail to three recipients is caught three times
 * @param to recipients as the header names them, decoded
 * @param subject subject, decoded, empty when there is none
 * @param date what the Date header says, null without one
 * @param messageId the Message-ID header, empty when there is none
 * @param text the text of the mail, all text parts after one another
 * @param attachments parts that are not text or have a file name
 * @param raw the mail as it came over the wire
 * @param receivedAt when it came
 */
public record Mail(
        String from,
        String recipient,
        List<String> to,
        String subject,
        @Nullable Instant date,
        String messageId,
        String text,
        List<Attachment> attachments,
        String raw,
        Instant receivedAt) {

    /**
     * A part of a mail that is not its text.
     *
     * @param name file name, empty when there is none
     * @param contentType its type, without parameters
     * @param content its bytes
     */
    public record Attachment(String name, String contentType, byte[] content) {}
}
