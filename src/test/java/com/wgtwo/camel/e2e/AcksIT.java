package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.Faults;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One process, whose acks are refused, lost and answered late, and whose events come again and again. */
@Execution(ExecutionMode.CONCURRENT)
class AcksIT {

    @TempDir
    static Path folder;

    private static Rig rig;
    private static Faults faults;
    private static AppProcess app;

    @BeforeAll
    static void start() throws Exception {
        rig = new Rig(folder);
        faults = rig.platform.faults();
        app = rig.started();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static void emitAndCheck() {
        rig.emit(10, 3);
        rig.assertGuarantees();
        Rig.waiting().until(() -> rig.platform.pendingAcks().isEmpty());
        rig.assertGuarantees();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksThatAreRefusedInPassingAreSentAgain() {
        faults.refuseAcks(5, Status.UNAVAILABLE);
        emitAndCheck();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksThatAreRefusedForGoodAreSentAgainWhenTheEventComesAgain() {
        faults.refuseAcks(3, Status.PERMISSION_DENIED.withDescription("not now"));
        emitAndCheck();
        assertThat(app.log()).contains("its work is done and not repeated");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksThatGetLostAreSentAgainWithoutRepeatingTheWork() {
        faults.loseAcks(5);
        emitAndCheck();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksThatAreNeverAnsweredHoldNothingUpForLong() {
        faults.swallowAcks(5);
        emitAndCheck();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void acksThatAreAnsweredLateAreNotSentTwiceInVain() {
        faults.delayAcks(10, Duration.ofSeconds(1));
        emitAndCheck();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void eventsThatAreDeliveredTwiceAreOneEach() {
        faults.duplicateDeliveries(10);
        emitAndCheck();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void eventsThatComeAgainAfterTheirAckAreAcknowledgedAgainWithoutRepeatingTheWork() {
        emitAndCheck();
        assertThat(faults.deliverAllAgain()).isPositive();
        Rig.waiting().until(() -> rig.platform.pendingAcks().isEmpty());
        emitAndCheck();
    }
}
