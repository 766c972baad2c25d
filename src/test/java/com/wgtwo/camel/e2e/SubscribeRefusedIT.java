package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals that only a person can mend: said once, tried again slowly, and over as soon as they are. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class SubscribeRefusedIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERMISSION_DENIED | says that the client lacks a right (as told); check that the product has the scope",
                "INVALID_ARGUMENT  | does not accept the subscription (as told); check its options",
                "UNIMPLEMENTED     | does not offer this stream (as told); check host and port"
            })
    void aRefusalIsExplainedAndTriedAgainSlowly(Status.Code code, String sentence) throws Exception {
        try (Rig rig = new Rig(folder)) {
            rig.platform.faults().refuseSubscribes(1, code.toStatus().withDescription("as told"));
            AppProcess app = rig.app().start();
            app.awaitLog("tried again in");
            rig.emit(3, 3);
            assertThat(app.lines("tried again in")).singleElement().asString().contains("WARN", sentence);
            Rig.waiting()
                    .during(Duration.ofSeconds(20))
                    .until(() -> rig.platform.faults().subscribeCalls() == 1);

            rig.assertGuarantees();
            assertThat(rig.platform.faults().subscribeCalls()).isEqualTo(2);
        }
    }
}
