package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Events nobody would expect. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {

    @TempDir
    Path folder;

    @Test
    void oddEventsGoTheWayOfAllOthers() throws Exception {
        try (Rig rig = new Rig(folder)) {
            AppProcess app = rig.started();
            Sent first = rig.emit(Sent.sms(Rig.subscriber(1)));
            // A type and a field of a newer interface.
            Event unknown = Sent.about(Rig.subscriber(1), Instant.now())
                    .setUnknownFields(UnknownFieldSet.newBuilder()
                            .addField(
                                    99,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                            .build())
                            .build())
                    .build();
            Sent newType = rig.emit(Sent.of(Rig.subscriber(1), unknown));
            // A direction nobody knows, no text, no addresses.
            rig.emit(sms(SmsEvent.newBuilder().setDirectionValue(77).build()));
            // No time, no owner, no tenant.
            rig.emit(Sent.of(
                    "nobody",
                    Event.newBuilder()
                            .setSmsEvent(SmsEvent.newBuilder().setId("bare"))
                            .build()));
            // A number without +, which is still the subscriber's.
            rig.emit(Sent.of(
                    Rig.subscriber(1),
                    Sent.sms(Rig.subscriber(1)).event().toBuilder()
                            .setOwner(Owner.newBuilder()
                                    .setPhoneNumber(PhoneNumber.newBuilder()
                                            .setE164(Rig.subscriber(1).substring(1))))
                            .build()));
            Sent last = rig.emit(Sent.sms(Rig.subscriber(1)));

            rig.assertGuarantees();

            assertThat(rig.web.posts("/events")).singleElement().satisfies(post -> {
                assertThat(post.id()).isEqualTo(newType.id());
                assertThat(post.header("ce-type")).isEqualTo("com.wgtwo.events.v0.UNKNOWN");
            });
            assertThat(rig.web.posts()).extracting(HttpReceiver.Post::id).contains(first.id(), last.id());
            assertThat(app.log()).doesNotContain("\tat ", "ERROR");
        }
    }

    private static Sent sms(SmsEvent sms) {
        return Sent.of(
                Rig.subscriber(3),
                Sent.about(Rig.subscriber(3), Instant.now()).setSmsEvent(sms).build());
    }

    @Test
    void anEventThatNoJsonCanHoldBecomesADeadLetterAndHoldsNobodyUp() throws Exception {
        try (Rig rig = new Rig(folder)) {
            AppProcess app = rig.started();
            Sent endless = rig.emit(Sent.of(
                    Rig.subscriber(1),
                    Sent.sms(Rig.subscriber(1)).event().toBuilder()
                            .setTimestamp(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                            .build()));
            Sent behind = rig.emit(Sent.sms(Rig.subscriber(1)));

            rig.awaitAllAcked();

            assertThat(rig.accepted().keySet()).containsExactly(behind.id());
            assertThat(app.lines("kept as a dead letter"))
                    .singleElement()
                    .asString()
                    .contains(endless.id(), "delivery 1", "a value that JSON cannot hold");
            app.sigterm();
            assertThat(app.awaitExit()).isZero();
            assertThat(DeadLetterTable.of(app)).containsExactly(endless.id());
        }
    }

    @Test
    void aMessageOfFourMegabytesIsDelivered() throws Exception {
        try (Rig rig = new Rig(folder)) {
            rig.started();
            int size = 4 * 1024 * 1024 - 400;
            rig.emit(Sent.sms(Rig.subscriber(1), Instant.now(), "x".repeat(size)));
            rig.emit(Sent.sms(Rig.subscriber(1)));

            rig.assertGuarantees();
            assertThat(rig.web.posts().get(0).body()).hasSizeGreaterThan(size);
        }
    }

    @Test
    void theEventsOfThePublicSandboxWhichCannotBeAcknowledgedAreDelivered() throws Exception {
        try (Rig rig =
                new Rig(folder, builder -> builder.publicSandboxQuirks(true).requireToken(false))) {
            AppProcess app = rig.anonymous().with("wgtwo.ack-timeout", "10m").start();
            rig.awaitStreaming(app);
            Event bare = Event.newBuilder()
                    .setSmsEvent(SmsEvent.newBuilder()
                            .setId("bare")
                            .setFromE164(PhoneNumber.newBuilder().setE164("4799990005")))
                    .setOwner(Owner.newBuilder()
                            .setPhoneNumber(PhoneNumber.newBuilder().setE164("4799990005")))
                    .build();

            Sent sent = rig.emit(Sent.of("+4799990005", bare));

            rig.await(() -> assertThat(rig.accepted()).containsEntry(sent.id(), 1));
            assertThat(rig.web.posts().get(0).header("ce-subject")).isEqualTo("+4799990005");
            assertThat(app.log()).doesNotContain("\tat ", "WARN", "ERROR");
        }
    }
}
