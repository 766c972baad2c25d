package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What routes ask the platform for: the recording of a voicemail, and to send an SMS. */
@Execution(ExecutionMode.CONCURRENT)
class CallsIT extends WithRig {

    private static final String ANNA = Rig.subscriber(1);
    private static final String BERT = Rig.subscriber(2);
    private static final String STRANGER = "+46724450024";

    @Test
    void aVoicemailIsMailedWithItsRecordingAndOneThatIsGoneBecomesADeadLetter() throws Exception {
        try (Mails mails = new Mails()) {
            AppProcess app = rig.app()
                    .with("wgtwo.event-types", "VOICEMAIL_EVENT")
                    .with("voicemail.mail.to", "inbox@example.com")
                    .with("sms.mail.server", mails.address())
                    .start();
            rig.awaitStreaming(app);
            Sent voicemail = rig.emit(Sent.voicemail(ANNA, STRANGER, "v1"));

            rig.awaitAllAcked();

            MimeMessage mail = mails.received().get(0);
            assertThat(mails.received()).hasSize(1);
            assertThat(mail.getSubject()).isEqualTo("Voicemail from " + STRANGER + " to " + ANNA);
            assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("inbox@example.com");
            BodyPart recording = ((MimeMultipart) mail.getContent()).getBodyPart(1);
            assertThat(recording.getFileName()).isEqualTo("voicemail.wav");
            assertThat(recording.getContentType()).startsWith("audio/wav");
            assertThat(recording.getInputStream().readAllBytes()).startsWith('R', 'I', 'F', 'F');
            assertThat(rig.accepted()).as("and posted like all other events").containsEntry(voicemail.id(), 1);

            Sent gone = rig.emit(Sent.voicemail(ANNA, STRANGER, ""));
            rig.awaitAllAcked();
            assertThat(app.lines("kept as a dead letter"))
                    .singleElement()
                    .asString()
                    .contains(gone.id(), "the event names no voicemail");
            assertThat(app.log()).doesNotContain(ANNA, STRANGER);
        }
    }

    @Test
    void anSmsIsAnsweredOnceWithWhatTheWebServiceSays() throws Exception {
        AppProcess app = rig.app()
                .with("wgtwo.event-types", "SMS_EVENT")
                .with("sms.answer.url", rig.web.url("/answer"))
                .with("sms.answer.secret", "signing-key")
                .start();
        rig.awaitStreaming(app);
        rig.web.answer(id -> 200);
        // The answer, and to it an answer of another subscriber, which must not be answered again.
        rig.web.say(post -> post.path().equals("/answer") ? "  Thanks, 谢谢!\n" : "");
        Sent question = rig.emit(Sent.received(ANNA, BERT, "Hello"));
        Sent sentByAnna = rig.emit(Sent.sms(ANNA));
        Sent byName = rig.emit(Sent.of(
                ANNA,
                Sent.about(ANNA, Instant.now())
                        .setSmsEvent(SmsEvent.newBuilder()
                                .setId("named")
                                .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                                .setText("Sale!"))
                        .build()));

        rig.awaitAllAcked();

        rig.await(() -> assertThat(answers()).hasSize(1));
        SmsEvent answer = answers().get(0);
        assertThat(answer.getText()).isEqualTo("Thanks, 谢谢!");
        assertThat(answer.getFromE164().getE164()).isEqualTo(ANNA);
        assertThat(answer.getToE164().getE164()).isEqualTo(BERT);
        assertThat(rig.web.posts("/answer")).singleElement().satisfies(post -> {
            assertThat(post.id()).isEqualTo(question.id());
            assertThat(post.header("webhook-signature")).startsWith("v1,");
        });

        // The same SMS as its receiver has it.
        rig.platform.emit(Sent.about(BERT, Instant.now())
                .setSmsEvent(answer.toBuilder().setDirection(SmsEvent.Direction.TO_SUBSCRIBER))
                .build());
        rig.web.say(post -> "");
        Sent unanswered = rig.emit(Sent.received(ANNA, STRANGER, "Bye"));
        rig.awaitAllAcked();
        assertThat(rig.web.posts("/answer"))
                .extracting(HttpReceiver.Post::id)
                .containsExactly(question.id(), unanswered.id());
        assertThat(answers()).hasSize(1);
        assertThat(rig.accepted()).containsKeys(sentByAnna.id(), byName.id());
    }

    private List<SmsEvent> answers() {
        return rig.platform.acks().stream()
                .map(ack -> ack.event().getSmsEvent())
                .filter(sms -> sms.getDirection() == SmsEvent.Direction.FROM_SUBSCRIBER)
                .filter(sms -> sms.getText().startsWith("Thanks"))
                .toList();
    }
}
