package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.component.WgtwoConstants;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsMailTest {
    private GreenMail server;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aPersonCanReadIt() throws Exception {
        Event event = TestEvents.sms("Hello there");
        MimeMessage mail = mailOf(event);
        assertThat(mail.getSubject()).isEqualTo("SMS from +46724410003 to " + TestEvents.SUBSCRIBER);
        assertThat(mail.getFrom()[0]).hasToString("wgtwo-camel@localhost");
        assertThat(mail.getRecipients(RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("ops@example.com");
        assertThat(text(mail))
                .isEqualTo(
                        "Hello there\n\n--\nFrom: +46724410003\nTo:   +4799990005\nTime: 2026-11-24 12:00:00 UTC\nreceived by the subscriber");
    }

    @Test
    void theDateIsTheEventsAndTheMessageIdIsMadeOfTheEventId() throws Exception {
        Event event = TestEvents.sms("Hello");
        MimeMessage mail = mailOf(event);
        assertThat(mail.getSentDate()).isEqualTo(Date.from(TestEvents.MADE));
        assertThat(mail.getMessageID()).isEqualTo("<" + TestEvents.id(event) + "@wgtwo-camel>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void anyUnicodeComesThrough() throws Exception {
        String words = "Ærlig talt 😀 日本語 العربية\u200d\ttab\n.\n.leading dot\nFrom the start";
        assertThat(text(mailOf(TestEvents.sms(words)))).startsWith(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ø", "😀"})
    void twoThousandCharactersComeThrough(String character) throws Exception {
        String words = character.repeat(2000);
        assertThat(text(mailOf(TestEvents.sms(words)))).startsWith(words);
    }

    @Test
    void binaryContentIsAttached() throws Exception {
        byte[] content = {0, (byte) 0xff, 13, 10, 46, 13, 10, (byte) 0x80};
        MimeMessage mail = mailOf(TestEvents.binarySms(content));
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("binary content of 8 bytes");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("sms.bin");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(content);
    }

    @Test
    void nationalAndAlphanumericAddressesAreShown() throws Exception {
        assertThat(mailOf(TestEvents.binarySms(new byte[] {1})).getSubject()).startsWith("SMS from 1881 to ");
        assertThat(mailOf(TestEvents.smsFrom("Bank Ås", "hi")).getSubject()).startsWith("SMS from Bank Ås to ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: victim@example.com",
                "x\nX-Injected: 1",
                "x\u2028X-Injected: 1",
                "=?utf-8?Q?=0D=0ABcc:_victim@example.com?=",
                "\u202egro.live",
                "\" <evil@example.com>"
            })
    void noFieldOfAnSmsGetsIntoTheHeaders(String address) throws Exception {
        MimeMessage mail = mailOf(TestEvents.smsFrom(address, "Subject: other\r\nBcc: victim@example.com\r\n\r\nhi"));
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ops@example.com");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Injected")).isNull();
        assertThat(mail.getFrom()).hasSize(1);
        assertThat(mail.getFrom()[0]).hasToString("wgtwo-camel@localhost");
        assertThat(mail.getHeader("Subject")).hasSize(1);
        assertThat(mail.getSubject())
                .doesNotContain("\r", "\n", "\u2028", "\u202e")
                .doesNotContain("victim@example.com\n");
        assertThat(text(mail)).startsWith("Subject: other\nBcc: victim@example.com\n\nhi");
    }

    @Test
    void severalRecipientsAndASenderWithAName() throws Exception {
        MimeMessage mail = mailOf(
                TestEvents.sms("hi"),
                Map.of(
                        "sms.mail.to",
                        "a@example.com, Bø <b@example.com>",
                        "sms.mail.from",
                        "SMS-tjenesten <s@example.com>"));
        assertThat(mail.getFrom()[0]).hasToString("SMS-tjenesten <s@example.com>");
        assertThat(mail.getAllRecipients()).hasSize(2);
    }

    @Test
    void anEventWithoutTimeHasTheTimeOfSending() throws Exception {
        Map<String, Object> noTime = new HashMap<>();
        noTime.put(WgtwoConstants.TIMESTAMP, null);
        try (RoutesUnderTest routes = start(Map.of())) {
            routes.deliver(TestEvents.sms("hi"), noTime);
        }
        assertThat(server.getReceivedMessages()[0].getSentDate())
                .isAfter(Date.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void itLogsIn() throws Exception {
        server.setUser("ops@example.com", "robot", "s3cret");
        mailOf(TestEvents.sms("hi"), Map.of("sms.mail.username", "robot", "sms.mail.password", "s3cret"));
    }

    @Test
    void withStarttlsAServerWithoutItGetsNothing() throws Exception {
        try (ScriptedMailServer plain = new ScriptedMailServer(Map.of());
                RoutesUnderTest routes = start(Map.of(
                        "sms.mail.server", plain.address(),
                        "sms.mail.security", "starttls",
                        "sms.mail.username", "robot",
                        "sms.mail.password", "s3cret"))) {
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
            assertThat(plain.commands())
                    .isNotEmpty()
                    .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    @Test
    void withTlsAServerWhoseCertificateNobodyVouchesForGetsNothing() throws Exception {
        assertThat(DummySSLSocketFactory.getDefault()).isNotNull();
        try (RoutesUnderTest routes = start(
                Map.of("sms.mail.server", "127.0.0.1:" + server.getSmtps().getPort(), "sms.mail.security", "tls"))) {
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
            assertThat(server.getReceivedMessages()).isEmpty();
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aRefusalForGoodMakesADeadLetter(String command) throws Exception {
        try (ScriptedMailServer refusing = new ScriptedMailServer(Map.of(command, "550 no such user ops@example.com"));
                RoutesUnderTest routes = start(Map.of("sms.mail.server", refusing.address()))) {
            routes.deliver(TestEvents.sms("hi"));
            assertThat(DeadLetterRows.of(routes.database()))
                    .singleElement()
                    .satisfies(row -> assertThat(row.cause()).isEqualTo("SMTP 550"));
            assertThat(routes.acknowledged()).hasSize(1);
        }
    }

    @Test
    void anEventOfWhichNoMailCanBeMadeIsADeadLetterAndNothingIsSent() throws Exception {
        try (ScriptedMailServer idle = new ScriptedMailServer(Map.of());
                RoutesUnderTest routes = start(Map.of("sms.mail.server", idle.address()))) {
            routes.deliver(TestEvents.call(), Map.of(WgtwoConstants.EVENT_TYPE, "SMS_EVENT"));
            assertThat(DeadLetterRows.of(routes.database()))
                    .singleElement()
                    .satisfies(row -> assertThat(row.cause()).isEqualTo("the event is no SMS"));
            assertThat(routes.acknowledged()).hasSize(1);
            assertThat(idle.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aRefusalForNowIsTriedAgain(String command) throws Exception {
        try (ScriptedMailServer busy = new ScriptedMailServer(Map.of(command, "451 try later"));
                RoutesUnderTest routes = start(Map.of("sms.mail.server", busy.address()))) {
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(10)));
            assertThat(busy.commands().stream().filter(line -> line.startsWith("MAIL")))
                    .hasSizeGreaterThan(1);
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    @Test
    void aRefusedLoginIsNoReasonToGiveUpTheEvent() throws Exception {
        try (ScriptedMailServer strict = new ScriptedMailServer(
                        Map.of("EHLO", "250-hello\r\n250 AUTH LOGIN PLAIN", "AUTH", "535 wrong"));
                RoutesUnderTest routes = start(Map.of(
                        "sms.mail.server",
                        strict.address(),
                        "sms.mail.username",
                        "robot",
                        "sms.mail.password",
                        "no"))) {
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
            assertThat(DeadLetterRows.of(routes.database())).isEmpty();
            assertThat(routes.acknowledged()).isEmpty();
        }
    }

    private MimeMessage mailOf(Event event) throws Exception {
        return mailOf(event, Map.of());
    }

    private MimeMessage mailOf(Event event, Map<String, String> settings) throws Exception {
        server.purgeEmailFromAllMailboxes();
        try (RoutesUnderTest routes = start(settings)) {
            routes.deliver(event);
            assertThat(routes.acknowledged()).containsExactly(TestEvents.id(event));
        }
        return server.getReceivedMessages()[0];
    }

    private RoutesUnderTest start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sms.mail.to",
                "ops@example.com",
                "sms.mail.server",
                "127.0.0.1:" + server.getSmtp().getPort()));
        settings.putAll(more);
        return RoutesUnderTest.start(settings);
    }

    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString().replace("\r\n", "\n").strip();
    }
}
