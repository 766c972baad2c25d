package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.common.PhoneNumberProto.TextAddress;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A mail server that goes away and comes back, beside a web server, and texts that try to become headers. */
@Execution(ExecutionMode.CONCURRENT)
class MailIT {

    @TempDir
    Path folder;

    private Rig rig;
    private Mails mails;
    private AppProcess app;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
        mails = new Mails();
        app = rig.app()
                .with("sms.mail.to", "inbox@example.com")
                .with("sms.mail.server", mails.address())
                .start();
        rig.awaitStreaming(app);
    }

    @AfterEach
    void stop() {
        rig.close();
        mails.close();
    }

    @Test
    void mailsWaitForAServerThatIsAwayWhileTheWebhookGetsItsEventsOnce() throws Exception {
        emitSms();
        rig.awaitAllAcked();
        mails.kill();
        emitSms();
        app.awaitLog("comes again");
        assertThat(rig.platform.ackCounts().acked()).isEqualTo(4);

        mails.restart();

        rig.assertGuarantees();
        assertThat(mails.ids().stream().map(id -> id.replaceAll("@.*", "")))
                .containsExactlyInAnyOrderElementsOf(Rig.ids(rig.emitted()));
    }

    private void emitSms() {
        for (int i = 0; i < 4; i++) {
            rig.emit(Sent.sms(Rig.subscriber(i)));
        }
    }

    @Test
    void noTextOfAnEventBecomesAHeaderOfMailOrRequest() throws Exception {
        String evil = "hello\r\nBcc: thief@example.com\r\nX-Evil: yes\r\n\r\nbody\u0000\u2028end";
        rig.emit(Sent.sms(Rig.subscriber(1), Instant.now(), evil));
        Event named = Sent.about(Rig.subscriber(2), Instant.now())
                .setServiceId("wotel\r\nX-Evil: yes")
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId("x\r\nX-Evil: yes")
                        .setFromTextAddress(TextAddress.newBuilder().setTextAddress("Evil\r\nBcc: thief@example.com"))
                        .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                        .setText("short"))
                .build();
        rig.emit(Sent.of(Rig.subscriber(2), named));
        Event odd = Sent.about("+4799900003\r\nX-Evil: yes", Instant.now())
                .setSmsEvent(SmsEvent.newBuilder().setId("y").setText("short"))
                .build();
        rig.emit(Sent.of("+4799900003\r\nX-Evil: yes", odd));

        rig.awaitAllAcked();

        List<MimeMessage> received = mails.received();
        assertThat(received).hasSize(3);
        for (MimeMessage mail : received) {
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getHeader("X-Evil")).isNull();
            assertThat(mail.getAllRecipients()).hasSize(1);
        }
        assertThat(rig.web.posts()).hasSize(3).allSatisfy(post -> {
            assertThat(post.headers()).doesNotContainKeys("X-evil", "Bcc");
            assertThat(post.headers().values().toString()).doesNotContain("\r", "\n");
        });
    }
}
