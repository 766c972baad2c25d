package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One process, whose stream ends with every status a platform, a proxy or a network can end it with. */
@Execution(ExecutionMode.CONCURRENT)
class StreamStatusIT {

    @TempDir
    static Path folder;

    private static StreamEnd end;

    @BeforeAll
    static void start() throws Exception {
        end = new StreamEnd(new Rig(folder));
    }

    @AfterAll
    static void stop() {
        end.rig().close();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @EnumSource(
            value = Status.Code.class,
            names = {
                "CANCELLED",
                "UNKNOWN",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "ABORTED",
                "INTERNAL",
                "UNAVAILABLE",
                "DATA_LOSS"
            })
    void aStreamThatEndsWithAnErrorComesBack(Status.Code code) throws Exception {
        String sentence = end.isSurvived(
                () -> end.rig().platform.faults().failStreams(code.toStatus().withDescription("as told by " + code)));

        assertThat(sentence).contains("WARN", "(as told by " + code + ")", "tried again in");
    }
}
