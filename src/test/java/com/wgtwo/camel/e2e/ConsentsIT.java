package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentAdded;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentUpdated;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Consents given, changed and taken back, by subscribers and by tenants, over both interfaces. */
@Execution(ExecutionMode.CONCURRENT)
class ConsentsIT {

    private static final List<Subscriber> KNOWN = Subscriber.fictional();

    /** Two subscribers of the tenant wotel, and one of northtel. */
    private static final Subscriber ANNA = KNOWN.get(0);

    private static final Subscriber BERT = KNOWN.get(1);
    private static final Subscriber NORA = KNOWN.get(4);

    @TempDir
    Path folder;

    private Rig rig;
    private AppProcess app;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
        app = rig.app().with("wgtwo.streams", "events,consent-changes").start();
        rig.await(() -> assertThat(rig.platform.faults().openStreams()).isEqualTo(2));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aSubscribersConsentIsCleanedUpAfterOnceThoughBothInterfacesTellOfIt() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        rig.platform.revokeConsent(ANNA.number());
        rig.await(() -> assertThat(acks()).isEqualTo(1));
        rig.await(() -> assertThat(rig.platform.ackCounts().acked()).isEqualTo(1));

        Sent late = rig.emit(sms(ANNA, before, true));
        Sent bert = rig.emit(sms(BERT, before, true));
        rig.awaitAllAcked();

        assertThat(rig.web.posts("/cleanup")).hasSize(1);
        assertThat(rig.accepted()).containsKey(bert.id()).doesNotContainKey(late.id());
        assertThat(app.log()).doesNotContain(ANNA.number());
    }

    @Test
    void whatAConsentNoLongerCoversIsDroppedAndConsentsGivenAreTold() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        E164 number = E164.newBuilder().setE164(ANNA.number()).build();
        rig.platform.emitV1(ConsentChangeEvent.newBuilder()
                .setNumber(number)
                .setUpdated(ConsentUpdated.newBuilder().addScopes("events.voice.subscribe"))
                .build());
        rig.platform.emitV1(ConsentChangeEvent.newBuilder()
                .setTenant("wotel")
                .setAdded(ConsentAdded.newBuilder().addScopes("events.voice.subscribe"))
                .build());
        rig.await(() -> assertThat(acks()).isEqualTo(2));
        Sent late = rig.emit(sms(ANNA, before, true));
        Sent call = rig.emit(Sent.call(ANNA.number()));
        Sent later = rig.emit(sms(ANNA, Instant.now().plusSeconds(5), true));
        rig.awaitAllAcked();

        assertThat(rig.accepted()).containsKeys(call.id(), later.id()).doesNotContainKey(late.id());
        assertThat(rig.web.posts("/cleanup"))
                .singleElement()
                .satisfies(
                        post -> assertThat(post.header("ce-type")).isEqualTo("com.wgtwo.consents.v1.CONSENT_UPDATED"));
        assertThat(rig.web.posts("/events"))
                .extracting(post -> post.header("ce-type"))
                .contains("com.wgtwo.consents.v1.CONSENT_ADDED");
    }

    @Test
    void aTenantTakesAllWithItButThoseWithAConsentOfTheirOwnAndComparingFindsWhoIsLeft() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        Sent own = sms(ANNA, before, true);
        Sent unknown = sms(BERT, before, false);
        Sent elsewhere = sms(NORA, before, true);
        Set<String> refused = new HashSet<>(Set.of(own.id(), unknown.id(), elsewhere.id()));
        rig.web.answer(id -> refused.contains(id) ? 400 : 204);
        List.of(own, unknown, elsewhere).forEach(rig::emit);
        rig.awaitAllAcked();

        // ListConsentsForProduct is away with the rest of the platform; nothing is erased or worked on until it is
        // back.
        rig.platform.consents().revoke(BERT.id());
        rig.platform.revokeTenantConsent("wotel");
        rig.await(() -> assertThat(acks()).isEqualTo(1));
        Sent lateOwn = rig.emit(sms(ANNA, before.minusSeconds(1), true));
        Sent lateBert = rig.emit(sms(BERT, before.minusSeconds(1), true));
        rig.awaitAllAcked();
        assertThat(rig.accepted()).containsKey(lateOwn.id()).doesNotContainKey(lateBert.id());
        assertThat(rig.web.posts("/cleanup")).hasSize(1);
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactlyInAnyOrder(own.id(), elsewhere.id());

        rig.platform.consents().revoke(NORA.id());
        app.with("consents.reconcile-at-start", "true").start();
        app.awaitLog("Consents reconciled: 1 dead letters of subscribers without consent erased");
        Sent lateNora = rig.emit(sms(NORA, before.minusSeconds(1), true));
        rig.awaitAllAcked();
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactly(own.id());
        assertThat(rig.accepted()).doesNotContainKey(lateNora.id());
    }

    private long acks() {
        return rig.platform.subscriptions().stream()
                .filter(one -> one.stream().equals("consent-changes"))
                .mapToLong(one -> one.acked())
                .sum();
    }

    /** With or without the platform's name of the subscription. */
    private static Sent sms(Subscriber subscriber, Instant made, boolean named) {
        Event event = Sent.sms(subscriber.number(), made).event();
        Owner.Builder owner = event.getOwner().toBuilder().setSub(named ? subscriber.id() : "");
        return Sent.of(
                subscriber.number(),
                event.toBuilder()
                        .setOwner(owner)
                        .setServiceId(subscriber.tenant())
                        .build());
    }
}
