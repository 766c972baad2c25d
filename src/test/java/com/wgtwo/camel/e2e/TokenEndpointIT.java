package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.auth.TokenFaults;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One process, whose tokens live for two seconds, so that every new stream needs one from an endpoint in trouble. */
@Execution(ExecutionMode.CONCURRENT)
class TokenEndpointIT {

    private static final int MANY = 1000;

    @TempDir
    static Path folder;

    private static StreamEnd end;
    private static TokenFaults token;

    @BeforeAll
    static void start() throws Exception {
        Rig rig = new Rig(folder, builder -> builder.tokenLifetime(Duration.ofSeconds(2)));
        token = rig.platform.faults().token();
        // The endpoint is away at the start, which is its first trouble.
        rig.platform.tokenEndpoint();
        rig.platform.faults().stopTokenEndpoint();
        AppProcess app = rig.patient().start();
        app.awaitLog("tried again in");
        assertThat(app.log()).contains("token endpoint " + rig.platform.tokenEndpoint() + " cannot be reached");
        rig.platform.faults().startTokenEndpoint();
        rig.awaitStreaming(app);
        end = new StreamEnd(rig, app);
    }

    @AfterAll
    static void stop() {
        end.rig().close();
    }

    /** A trouble that lasts until the log has said so. */
    private void isSurvived(StreamEnd.Step trouble, String sentence) throws Exception {
        long requests = token.requests();
        end.isSurvived(
                () -> {
                    trouble.run();
                    end.rig().platform.faults().failStreams(Status.UNAVAILABLE.withDescription("the end"));
                },
                () -> {
                    end.app().awaitLog(sentence);
                    token.clear();
                });
        assertThat(token.requests() - requests).as("requests for a token").isBetween(1L, 20L);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSlowEndpointIsWaitedFor() throws Exception {
        isSurvived(() -> token.delay(Duration.ofSeconds(1)), "(the end)");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anEndpointThatAsksForPatienceGetsIt() throws Exception {
        isSurvived(() -> token.rateLimit(MANY, Duration.ofSeconds(2)), "with 429");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anEndpointWithAServerErrorIsAskedAgain() throws Exception {
        isSurvived(() -> token.fail(MANY, 500), "with 500");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anEndpointThatRefusesTheClientForAWhileIsAskedAgainSlowly() throws Exception {
        isSurvived(() -> token.rejectClient(MANY), "with 401 (application/json), invalid_client");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWebPageInPlaceOfATokenIsCalledWhatItIs() throws Exception {
        isSurvived(() -> token.html(MANY), "with 200 (text/html), which is no token answer");
    }
}
