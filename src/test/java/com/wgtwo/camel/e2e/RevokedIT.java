package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.e2e.HttpReceiver.Post;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A consent that was taken back: nothing made before gets out, and the clean-up is never given up. */
@Execution(ExecutionMode.CONCURRENT)
class RevokedIT extends WithRig {

    private static final String ANNA = Rig.subscriber(1);

    @Test
    void whatWasMadeBeforeTheRevocationReachesNobodyAndWhatWasMadeAfterDoes() throws Exception {
        AppProcess app = rig.started();
        Instant revoked = Instant.now().minusSeconds(60);
        rig.emit(Sent.revocation(ANNA, revoked));
        rig.awaitAllAcked();

        Sent late = rig.emit(Sent.sms(ANNA, revoked.minusSeconds(1)));
        Sent same = rig.emit(Sent.sms(ANNA, revoked));
        Sent again = rig.emit(Sent.sms(ANNA, revoked.plusSeconds(1)));
        Sent other = rig.emit(Sent.sms(Rig.subscriber(2), revoked.minusSeconds(1)));
        rig.awaitAllAcked();

        assertThat(rig.web.posts("/sms")).extracting(Post::id).containsExactlyInAnyOrder(again.id(), other.id());
        assertThat(app.lines("consent was revoked")).hasSize(2);
        assertThat(rig.web.posts()).extracting(Post::id).doesNotContain(late.id(), same.id());
    }

    @Test
    void aRevocationAndADeadLetterThatAreAcknowledgedOutliveAKillAtOnce() throws Exception {
        AppProcess app = rig.started();
        Sent refused = Sent.sms(Rig.subscriber(2));
        rig.web.answer(id -> id.equals(refused.id()) ? 400 : 204);
        Instant revoked = Instant.now();
        rig.emit(refused);
        rig.emit(Sent.revocation(ANNA, revoked));
        rig.awaitAllAcked();
        app.kill();

        app.start();
        Sent late = rig.emit(Sent.sms(ANNA, revoked.minusSeconds(2)));
        rig.awaitAllAcked();

        assertThat(rig.web.posts()).extracting(Post::id).doesNotContain(late.id());
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactly(refused.id());
    }

    @Test
    void anEventThatIsBeingRetriedIsGivenUpAndErasedWhenItsSubscriberRevokes() throws Exception {
        AppProcess app = rig.app().with("wgtwo.max-deliveries", 1).start();
        rig.awaitStreaming(app);
        Sent failing = Sent.sms(ANNA, Instant.now().minusSeconds(5));
        rig.web.answer(id -> id.equals(failing.id()) ? 500 : 204);
        rig.emit(failing);
        rig.emit(Sent.revocation(ANNA, Instant.now()));

        rig.awaitAllAcked();

        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).as("dead letters of who revoked").isEmpty();
    }

    @Test
    void withoutOrderAnEventThatIsBeingTriedWhenItsSubscriberRevokesIsNeitherTriedAgainNorKept() throws Exception {
        AppProcess app = rig.patient().with("wgtwo.ordering", "none").start();
        rig.awaitStreaming(app);
        Sent waiting = Sent.sms(ANNA, Instant.now().minusSeconds(5));
        Sent refused = Sent.sms(ANNA, Instant.now().minusSeconds(5));
        Sent revocation = Sent.revocation(ANNA, Instant.now());
        rig.web.retryAfter("1");
        rig.web.answer(id -> id.equals(waiting.id()) ? 503 : id.equals(refused.id()) ? 400 : 204);
        rig.web.hold();
        rig.emit(waiting);
        rig.emit(refused);
        rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(2));
        rig.emit(revocation);
        rig.await(() -> assertThat(rig.web.waiting()).isEqualTo(3));

        // One is refused after the data was erased; the other failed before, and waits for its next try.
        rig.web.letGo(waiting.id());
        rig.await(() -> assertThat(rig.web.posts()).hasSize(1));
        rig.web.letGo();

        rig.awaitAllAcked();
        assertThat(rig.web.posts())
                .extracting(Post::id)
                .containsExactlyInAnyOrder(waiting.id(), refused.id(), revocation.id());
        assertThat(app.lines("consent was revoked")).hasSize(2);
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).isEmpty();
    }

    @Test
    void aCleanUpThatFailsIsRepeatedUntilItSucceedsAndNeverBecomesADeadLetter() throws Exception {
        AppProcess app = rig.app()
                .with("wgtwo.max-deliveries", 1)
                .with("management.address", "127.0.0.1:0")
                .start();
        rig.awaitStreaming(app);
        Management management = Management.of(app);
        Sent revocation = Sent.revocation(ANNA, Instant.now());
        // A permanent answer: an event of any other type would be given up at once.
        rig.web.answer(id -> id.equals(revocation.id()) ? 403 : 204);
        rig.emit(revocation);
        rig.await(() ->
                assertThat(app.lines("The clean-up after CONSENT_REVOKE_EVENT")).hasSizeGreaterThanOrEqualTo(2));
        assertThat(rig.platform.ackCounts().acked()).isZero();
        assertThat(app.lines("The clean-up after").get(1))
                .contains("ERROR", "HTTP 403", "repeated until it succeeds", "delivery 2");
        assertThat(management.get("/observe/health")).satisfies(health -> {
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("clean-up after 1 revoked consent(s) fails", "HTTP 403");
        });
        assertThat(management.get("/observe/metrics").body())
                .contains("wgtwo_revocations_not_cleaned_up 1.0")
                .containsPattern("wgtwo_revocations_not_cleaned_up_seconds [1-9]");
        assertThat(management.get("/observe/health/ready").statusCode()).isEqualTo(200);

        rig.web.answer(id -> 204);

        rig.awaitAllAcked();
        rig.assertAckedAfterDone();
        assertThat(rig.web.posts("/cleanup").stream().filter(Post::accepted)).hasSize(1);
        rig.await(
                () -> assertThat(management.get("/observe/health").statusCode()).isEqualTo(200));
        assertThat(management.get("/observe/metrics").body()).contains("wgtwo_revocations_not_cleaned_up 0.0");
        assertThat(app.log()).doesNotContain("kept as a dead letter", ANNA);
    }
}
