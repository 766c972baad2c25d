package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.e2e.HttpReceiver.Post;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A downstream that is away, slow, in trouble, or does not like an event. */
@Execution(ExecutionMode.CONCURRENT)
class DownstreamIT extends WithRig {

    @Test
    void eventsWaitForAReceiverThatIsKilledAndComesBack() throws Exception {
        AppProcess app = rig.started();
        rig.emit(5, 5);
        rig.awaitAllAcked();
        rig.web.kill();
        rig.emit(20, 5);
        app.awaitLog("comes again");
        assertThat(rig.platform.ackCounts().acked()).isEqualTo(5);

        rig.web.start();

        rig.assertGuarantees();
        assertThat(app.log()).doesNotContain("dead letter", "\tat ");
    }

    @Test
    void serverErrorsAndTooManyRequestsAreTriedAgainInOrder() throws Exception {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        rig.web.answer(id -> switch (tries.merge(id, 1, Integer::sum)) {
            case 1 -> 503;
            case 2 -> 429;
            default -> 204;
        });
        rig.web.retryAfter("1");
        rig.started();

        rig.emit(12, 6);

        rig.assertGuarantees();
        rig.emitted().forEach(event -> {
            List<Post> posts = rig.web.posts().stream()
                    .filter(post -> post.id().equals(event.id()))
                    .toList();
            assertThat(Duration.between(posts.get(0).answered(), posts.get(1).arrived()))
                    .as("Retry-After is respected")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
        });
    }

    @Test
    void aReceiverThatHangsIsGivenUpAndAskedAgain() throws Exception {
        AppProcess app = rig.app().with("delivery.try-timeout", "1s").start();
        rig.awaitStreaming(app);
        rig.web.hold();
        rig.emit(10, 5);
        app.awaitLog("comes again");
        assertThat(rig.platform.ackCounts().acked()).isZero();

        rig.web.letGo();

        rig.awaitAllAcked();
        rig.assertAckedAfterDone();
    }

    @Test
    void aPoisonousEventHoldsOnlyItsOwnPlaceAndBecomesADeadLetter() throws Exception {
        AppProcess app = rig.app().with("wgtwo.max-deliveries", 2).start();
        rig.awaitStreaming(app);
        Sent poison = Sent.sms(Rig.subscriber(0));
        rig.web.answer(id -> id.equals(poison.id()) ? 500 : 204);
        rig.emit(poison);
        Sent behind = rig.emit(Sent.sms(Rig.subscriber(0)));
        rig.emit(30, 30);

        rig.await(() -> assertThat(Outcome.acked(rig.platform)).hasSizeGreaterThanOrEqualTo(29));
        assertThat(Outcome.acked(rig.platform)).doesNotContainKeys(poison.id(), behind.id());
        rig.awaitAllAcked();

        assertThat(app.lines("kept as a dead letter"))
                .singleElement()
                .asString()
                .contains(poison.id(), "delivery 2", "HTTP 500");
        assertThat(rig.accepted()).hasSize(31).doesNotContainKey(poison.id());
        assertThat(rig.web.posts().stream().filter(post -> post.id().equals(poison.id())))
                .as("tried within both deliveries")
                .hasSizeGreaterThan(2);
        rig.assertAckedAfterDone();
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactly(poison.id());
    }

    @Test
    void anEventThatIsRefusedForGoodBecomesADeadLetterAtOnce() throws Exception {
        AppProcess app = rig.started();
        Sent refused = Sent.sms(Rig.subscriber(0));
        rig.web.answer(id -> id.equals(refused.id()) ? 400 : 204);
        rig.emit(refused);
        rig.emit(5, 2);

        rig.awaitAllAcked();

        assertThat(app.lines("kept as a dead letter"))
                .singleElement()
                .asString()
                .contains(refused.id(), "delivery 1");
        assertThat(rig.web.posts())
                .filteredOn(post -> post.id().equals(refused.id()))
                .hasSize(1);
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).containsExactly(refused.id());
    }
}
