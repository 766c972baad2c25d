package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.Faults;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One process, whose stream ends in all ways but an error status. */
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class StreamEndsIT {

    @TempDir
    static Path folder;

    private static StreamEnd end;
    private static Faults faults;

    @BeforeAll
    static void start() throws Exception {
        Rig rig = new Rig(folder);
        end = new StreamEnd(rig);
        faults = rig.platform.faults();
    }

    @AfterAll
    static void stop() {
        end.rig().close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aCleanEndIsAnsweredByANewStream() throws Exception {
        assertThat(end.isSurvived(faults::endStreams)).contains("INFO", "ended the stream");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aConnectionThatIsAskedToEndIsReplacedWithinItsGrace() throws Exception {
        assertThat(end.isSurvived(
                        () -> faults.goAway(Duration.ofMillis(500)),
                        () -> Rig.waiting().until(() -> faults.connections() == 1)))
                .contains("GOAWAY");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void withoutAGraceLimitTheOldStreamGoesOnAndAcksUseANewConnection() throws Exception {
        // The stream goes on; ending it shows that its successor opens on the new connection.
        assertThat(end.isSurvived(faults::goAway, faults::endStreams)).contains("ended the stream");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aTcpResetIsSurvived() throws Exception {
        assertThat(end.isSurvived(faults::killConnections)).contains("WARN", "cannot be reached");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aServerThatRestartsOnItsPortIsFoundAgain() throws Exception {
        assertThat(end.isSurvived(faults::stopServer, faults::startServer)).contains("WARN", "cannot be reached");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aStreamThatStallsGoesOnWhereItStopped() throws Exception {
        int streams = end.app().lines("streaming").size();
        faults.hang();
        end.rig().emit(Rig.subscriber(1), Rig.subscriber(2));
        faults.resume();

        end.rig().assertGuarantees();
        assertThat(end.app().lines("streaming")).hasSize(streams);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aTokenThatIsRevokedInMidStreamIsReplaced() throws Exception {
        long tokens = end.rig().platform.tokensIssued();

        String sentence = end.isSurvived(faults::revokeTokens);

        assertThat(sentence).contains("refused the token (the token was revoked)");
        assertThat(end.rig().platform.tokensIssued() - tokens).isBetween(1L, 2L);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksReplaceATokenThatIsRefusedWhileTheStreamGoesOn() throws Exception {
        assertThat(end.isSurvived(faults::expireTokens, faults::endStreams)).contains("ended the stream");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aStreamThatIsRefusedTimeAndAgainIsAskedForLessAndLessOften() throws Exception {
        long calls = faults.subscribeCalls();
        faults.refuseSubscribes(4, Status.UNAVAILABLE);
        faults.endStreams();
        end.rig().emit(Rig.subscriber(1));

        end.rig().assertGuarantees();
        assertThat(faults.subscribeCalls() - calls).isEqualTo(5);
    }
}
