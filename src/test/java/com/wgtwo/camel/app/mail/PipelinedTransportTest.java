package com.wgtwo.camel.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.wgtwo.camel.app.failure.FailureKind;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinedTransportTest {
    private static final String OFFERED = "250-hello\r\n250 PIPELINING";
    private static final String OFFERED_WITH_CHUNKING = "250-hello\r\n250-CHUNKING\r\n250 PIPELINING";
    private static final String NOT_OFFERED = "250 hello";
    private static final String MAIL = "MAIL FROM:<wgtwo@example.com>";
    private static final String RCPT = "RCPT TO:<ops@example.com>";

    private final Session session = Session.getInstance(properties());
    private PipeliningMailServer server;
    private PipelinedTransport transport;

    @AfterEach
    void stop() throws Exception {
        try {
            transport.close();
        } catch (MessagingException e) {
            assertThat(e).as("the server has left first").hasMessageContaining("Can't send command");
        }
        server.close();
    }

    @Test
    void toOneRecipientNothingWaitsBeforeTheText() throws Exception {
        connect(OFFERED, 3);

        send("one\r\n.\r\n..two", "ops@example.com");
        send("second", "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".", MAIL, RCPT, "DATA", ".");
        assertThat(server.mails()).hasSize(2);
        assertThat(server.mails().get(0)).endsWith("\none\n..\n...two\n");
        assertThat(server.mails().get(1)).endsWith("\nsecond\n");
    }

    @Test
    void toOneRecipientTheTextGoesAlongWhereTheServerTakesPieces() throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);

        send("one\n2.\r\nthree", "ops@example.com");
        send("", "ops@example.com");
        send("\n".repeat(PipelinedTransport.LONGEST_AHEAD - 500), "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "BDAT", MAIL, RCPT, "BDAT", MAIL, RCPT, "BDAT");
        assertThat(server.mails()).hasSize(3);
        assertThat(server.mails().get(0)).contains("From: wgtwo@").endsWith("\r\n\r\none\r\n2.\r\nthree\r\n");
        assertThat(server.mails().get(1)).endsWith("\r\n\r\n");
        assertThat(server.mails().get(2)).endsWith("\r\n".repeat(PipelinedTransport.LONGEST_AHEAD - 500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "one\n.two",
                "one\r\n.",
                "one\r.two",
                "MAIL FROM:<a@example.com>",
                "hi\nrcpt to:<b@example.com>",
                "hi\r\n \tData",
                "hi\rBDAT 9",
                "\nAUTH"
            })
    void aLineWithADotOrLikeACommandIsNotSentBeforeTheServerWantsText(String text) throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);

        send(text, "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".");
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .endsWith("\n\n" + text.replaceAll("\r\n?", "\n").replaceAll("(?m)^\\.", "..") + "\n"));
    }

    @Test
    void aTextWithSuchWordsInsideALineGoesAlong() throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);

        send("the data, by mail.\nDate: tomorrow. mail", "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "BDAT");
    }

    @Test
    void aLongMailIsNotSentBeforeSomebodyIsToGetIt() throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);
        String line = "x".repeat(99) + "\n";

        send(line.repeat(PipelinedTransport.LONGEST_AHEAD / 100 + 1), "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".");
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail).endsWith("\n\n" + line.repeat(PipelinedTransport.LONGEST_AHEAD / 100 + 1)));
    }

    @Test
    void aMailWithAFileIsNotSentBeforeSomebodyIsToGetIt() throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);
        MimeMessage mail = mail("text", "ops@example.com");
        MimeBodyPart file = new MimeBodyPart();
        file.setText("in a file");
        mail.setContent(new MimeMultipart(file));
        mail.saveChanges();

        transport.sendMessage(mail, mail.getAllRecipients());

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".");
        assertThat(server.mails())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("\nin a file\n"));
    }

    @Test
    void aBlindCopyIsNotInTheText() throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);
        MimeMessage mail = mail("text", "ops@example.com");
        mail.setRecipients(MimeMessage.RecipientType.BCC, "nobody@example.com");
        mail.saveChanges();

        transport.sendMessage(mail, mail.getRecipients(MimeMessage.RecipientType.TO));

        assertThat(server.mails())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("To: ops@").doesNotContain("Bcc", "nobody"));
    }

    @Test
    void aServerThatTakesPiecesButNoCommandsTogetherIsAskedOneThingAfterAnother() throws Exception {
        connect("250-hello\r\n250 CHUNKING", 1);

        send("text", "ops@example.com");

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFERED, OFFERED_WITH_CHUNKING})
    void toSeveralTheTextWaitsUntilAllAreAccepted(String hello) throws Exception {
        connect(hello, 3);
        server.answering("RCPT TO:<duty", "550 no such user");

        assertThat(refused("first", "ops@example.com,duty@example.com")).isEqualTo("550 SMTPAddressFailedException");
        assertThat(server.commands()).containsExactly(MAIL, RCPT, "RCPT TO:<duty@example.com>", "RSET");

        send("second", "ops@example.com,duty@example.com");
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail).endsWith("\nsecond\n"));
    }

    @Test
    void aServerThatDoesNotOfferItIsAskedOneThingAfterAnother() throws Exception {
        connect(NOT_OFFERED, 1);
        server.answering("MAIL", "451 not now");

        assertThat(refused("first", "ops@example.com")).isEqualTo("451 SMTPSendFailedException");
        assertThat(server.commands()).containsExactly(MAIL, "RSET");

        send("second", "ops@example.com");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void moreRecipientsThanEveryServerTakesAreNamedOneAfterAnother() throws Exception {
        connect(OFFERED, 1);
        server.answering("MAIL", "451 not now");

        String recipients = IntStream.range(0, 101)
                .mapToObj(i -> "ops" + i + "@example.com")
                .collect(Collectors.joining(","));
        assertThat(refused("text", recipients)).isEqualTo("451 SMTPSendFailedException");

        assertThat(server.commands()).containsExactly(MAIL, "RSET");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550, SMTPSendFailedException",
        "MAIL, 451, SMTPSendFailedException",
        "RCPT, 550, SMTPAddressFailedException",
        "RCPT, 452, SMTPAddressFailedException",
        "DATA, 554, SMTPSendFailedException",
        "., 452, SMTPSendFailedException"
    })
    void aRefusalIsTheSameWithAndWithoutIt(String command, int code, String exception) throws Exception {
        for (String hello : List.of(OFFERED, OFFERED_WITH_CHUNKING, NOT_OFFERED)) {
            connect(hello, hello.equals(NOT_OFFERED) ? 1 : 3);
            boolean ofText = command.equals("DATA") || command.equals(".");
            server.answering(ofText && hello.equals(OFFERED_WITH_CHUNKING) ? "BDAT" : command, code + " no");

            assertThat(refused("first", "ops@example.com")).isEqualTo(code + " " + exception);
            send("second", "ops@example.com");

            assertThat(server.mails())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.lines()).endsWith("second"));
            stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL, false", "RCPT, false", "MAIL, true", "RCPT, true", "BDAT, true"})
    void aServerThatRefusesAndLeavesHasRefused(String command, boolean pieces) throws Exception {
        connect(pieces ? OFFERED_WITH_CHUNKING : OFFERED, 3);
        server.endingAfter(command, "550 no");

        assertThat(refused("first", "ops@example.com")).startsWith("550 ");

        assertThat(transport.isConnected()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"550 no, 250 fine", "550 no, 550 no", "250 fine, 450 no", "250 fine, OK"})
    void aServerThatWantsTheTextOfARefusedMailGetsNone(String toSender, String toRecipient) throws Exception {
        connect(OFFERED, 3);
        server.answering("MAIL", toSender).answering("RCPT", toRecipient).answering("DATA", "354 go on");

        assertThat(refused("first", "ops@example.com"))
                .startsWith(toSender.startsWith("550") ? "550 " : toRecipient.startsWith("450") ? "450 " : "-1 ");

        assertThat(transport.isConnected()).isFalse();
        assertThat(server.mails()).isEmpty();
        assertThat(server.commands()).doesNotContain(".", "QUIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFERED, OFFERED_WITH_CHUNKING})
    void aServerThatLeavesInTheMiddleHasNotTakenTheMail(String hello) throws Exception {
        connect(hello, 3);
        server.endingAfter("RCPT", "250 fine");

        MessagingException failure =
                catchThrowableOfType(MessagingException.class, () -> send("first", "ops@example.com"));

        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.TRANSIENT);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void aServerThatIsSilentLeavesNothingForTheNextConnection() throws Exception {
        session.getProperties().setProperty("mail.smtp.timeout", "500");
        connect(OFFERED, 4);

        assertThatThrownBy(() -> send("first", "ops@example.com")).hasMessageContaining("Exception reading response");
        assertThat(transport.isConnected()).isFalse();

        transport.connect("127.0.0.1", server.port(), null, null);
        assertThat(transport.isConnected()).isTrue();
    }

    @Test
    void aMailThatBreaksOffWhileItIsNamedLeavesNoConnection() throws Exception {
        connect(OFFERED, 2);
        InternetAddress odd = new InternetAddress();
        odd.setAddress("ops@example.com\r\nDATA");

        assertThatThrownBy(() -> transport.sendMessage(mail("text", "ops@example.com"), new Address[] {odd}))
                .isInstanceOf(MessagingException.class);

        assertThat(transport.isConnected()).isFalse();
        assertThat(server.commands()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none,mail.smtp.", "starttls,mail.smtp.", "tls,mail.smtps."})
    void theSenderThatRoutesUseSendsCommandsTogether(String security, String prefix) throws Exception {
        connect(OFFERED, 3);
        MailServer sender = MailServer.of("127.0.0.1:" + server.port(), security, "", "", Duration.ofSeconds(20));

        assertThat(sender.getSession().getProperties().get(prefix + "socketFactory"))
                .isInstanceOf(GatheringSockets.class);
        try (Socket socket = new GatheringSockets(Duration.ofMinutes(1)).createSocket()) {
            assertThat(socket).isInstanceOf(GatheringSocket.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"none, smtp", "tls, smtps"})
    void theSenderThatRoutesUseKnowsPieces(String security, String protocol) throws Exception {
        connect(OFFERED_WITH_CHUNKING, 3);
        transport.close();

        MailServer sender = MailServer.of("127.0.0.1:" + server.port(), security, "", "", Duration.ofSeconds(20));
        assertThat(sender.getSession().getProperty("mail." + protocol + ".chunksize"))
                .isEqualTo(String.valueOf(PipelinedTransport.LARGEST_CHUNK));
        if (security.equals("none")) {
            sender.send(mail("text", "ops@example.com"));
            assertThat(server.commands()).containsExactly(MAIL, RCPT, "BDAT");
        }
    }

    @Test
    void theSenderThatRoutesUsePipelines() throws Exception {
        connect(OFFERED, 3);
        transport.close();

        MailServer.of("127.0.0.1:" + server.port(), "none", "", "", Duration.ofSeconds(20))
                .send(mail("text", "ops@example.com"));

        assertThat(server.commands()).containsExactly(MAIL, RCPT, "DATA", ".");
    }

    /** Code and exception; the recipient is named as one who has not got the mail. */
    private String refused(String text, String recipients) {
        SendFailedException failure = catchThrowableOfType(SendFailedException.class, () -> send(text, recipients));
        int all = recipients.split(",").length;
        if (failure instanceof SMTPSendFailedException refusal) {
            assertThat(refusal.getValidUnsentAddresses()).hasSize(all);
            return refusal.getReturnCode() + " " + refusal.getClass().getSimpleName();
        }
        SMTPAddressFailedException address = failure instanceof SMTPAddressFailedException itself
                ? itself
                : (SMTPAddressFailedException) failure.getNextException();
        return address.getReturnCode() + " " + address.getClass().getSimpleName();
    }

    private void connect(String hello, int together) throws Exception {
        server = new PipeliningMailServer(hello, together);
        transport = new PipelinedTransport(session, new URLName("smtp", "127.0.0.1", server.port(), null, null, null));
        transport.connect("127.0.0.1", server.port(), null, null);
    }

    private void send(String text, String recipients) throws MessagingException {
        MimeMessage mail = mail(text, recipients);
        transport.sendMessage(mail, mail.getAllRecipients());
    }

    private MimeMessage mail(String text, String recipients) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("wgtwo@example.com");
        mail.setRecipients(MimeMessage.RecipientType.TO, recipients);
        mail.setText(text);
        mail.saveChanges();
        return mail;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        // Long enough for a busy machine; only what is wrong waits for it.
        properties.setProperty("mail.smtp.timeout", "20000");
        properties.setProperty("mail.smtp.chunksize", String.valueOf(PipelinedTransport.LARGEST_CHUNK));
        return properties;
    }
}
