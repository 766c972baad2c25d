package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.sandbox.web.Mail;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the mail catcher keeps and how it can misbehave. */
class MailTest {
    private final Sandbox sandbox = Sandbox.builder().rememberCaught(2).start();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aMailIsCaughtWithItsUnicodeAndAttachments() throws Exception {
        MimeMessage message = message("Hei på deg 👋");
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Tekst med æøå og 日本", "UTF-8");
        parts.addBodyPart(text);
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(
                new DataHandler(new ByteArrayDataSource(new byte[] {0, -1, -2}, "application/octet-stream")));
        attachment.setFileName("sms.bin");
        parts.addBodyPart(attachment);
        message.setContent(parts);
        Transport.send(message);

        Mail mail = sandbox.mails().list().get(0);
        assertThat(mail.subject()).isEqualTo("Hei på deg 👋");
        assertThat(mail.from()).isEqualTo("from@example.org");
        assertThat(mail.to()).containsExactly("to@example.org");
        assertThat(mail.recipient()).isEqualTo("to@example.org");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(mail.messageId()).startsWith("<").endsWith(">");
        assertThat(mail.text().strip()).isEqualTo("Tekst med æøå og 日本");
        assertThat(mail.attachments()).singleElement().satisfies(part -> {
            assertThat(part.name()).isEqualTo("sms.bin");
            assertThat(part.contentType()).isEqualTo("application/octet-stream");
            assertThat(part.content()).containsExactly(0, -1, -2);
        });
    }

    @Test
    void onlyTheNewestAreKeptAndAllAreCounted() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("mail " + i);
        }
        assertThat(sandbox.mails().list()).extracting(Mail::subject).containsExactly("mail 1", "mail 2");
        assertThat(sandbox.mails().count()).isEqualTo(3);
    }

    @Test
    void theNextMailsCanBeRejected() throws Exception {
        sandbox.faults().rejectMails(1);
        assertThatThrownBy(() -> send("rejected"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("451");
        send("taken");
        assertThat(sandbox.mails().list()).extracting(Mail::subject).containsExactly("taken");
    }

    @Test
    void theMailServerCanBeAwayAndComesBackOnItsPort() throws Exception {
        int port = sandbox.smtpPort();
        sandbox.faults().stopSmtp();
        assertThatThrownBy(() -> send("refused")).isInstanceOf(MessagingException.class);
        sandbox.faults().startSmtp();
        assertThat(sandbox.smtpPort()).isEqualTo(port);
        send("taken");
        assertThat(sandbox.mails().list()).extracting(Mail::subject).containsExactly("taken");
    }

    private void send(String subject) throws MessagingException {
        MimeMessage message = message(subject);
        message.setText("text");
        Transport.send(message);
    }

    private MimeMessage message(String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(sandbox.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("from@example.org"));
        message.setRecipients(Message.RecipientType.TO, "to@example.org");
        message.setSubject(subject, "UTF-8");
        message.setSentDate(Date.from(Instant.parse("2026-01-02T03:04:05Z")));
        return message;
    }
}
