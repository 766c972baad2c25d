package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.sandbox.Faults;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of each subscriber's events, through failures, redeliveries and reconnects all at once. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class OrderIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"subscriber", "strict"})
    void holdsThroughFailuresRedeliveriesAndReconnects(String ordering) throws Exception {
        try (Rig rig = new Rig(folder)) {
            // Every seventh event fails for longer than its ack timeout, so that the platform has to deliver it again.
            AtomicInteger known = new AtomicInteger();
            Map<String, Integer> places = new ConcurrentHashMap<>();
            Map<String, Integer> tries = new ConcurrentHashMap<>();
            rig.web.answer(id -> {
                int place = places.computeIfAbsent(id, first -> known.incrementAndGet());
                return place % 7 == 0 && tries.merge(id, 1, Integer::sum) < 5 ? 500 : 204;
            });
            int count = ordering.equals("strict") ? 20 : 150;
            AppProcess app = rig.app()
                    .with("wgtwo.ordering", ordering)
                    .with("wgtwo.max-in-flight", 30)
                    .with("wgtwo.max-deliveries", 1000)
                    .start();
            rig.awaitStreaming(app);
            Faults faults = rig.platform.faults();
            rig.emit(count, 15);
            faults.duplicateDeliveries(10);
            rig.await(() -> assertThat(rig.accepted()).hasSizeGreaterThan(count / 10));
            faults.endStreams();
            rig.await(() -> assertThat(rig.accepted()).hasSizeGreaterThan(count / 5));
            faults.loseAcks(10);
            faults.killConnections();
            rig.emit(count, 15);
            // Where all wait for one, each failure and each lost ack takes all of them an ack timeout: five at a time
            // have to come.
            for (int some = count / 5 + 5; some < count; some += 5) {
                int accepted = some;
                rig.await(() -> assertThat(rig.accepted()).hasSizeGreaterThan(accepted));
            }
            rig.await(() -> assertThat(rig.accepted()).hasSizeGreaterThan(count));
            faults.failStreams(Status.INTERNAL);

            rig.assertGuarantees();
        }
    }

    @Test
    void tenThousandSubscribersAtOnceAreNoTrouble() throws Exception {
        try (Rig rig = new Rig(folder)) {
            AppProcess app = rig.patient().with("wgtwo.max-in-flight", 200).start();
            rig.awaitStreaming(app);

            rig.emit(10_000, 10_000);

            rig.assertGuarantees();
            app.sigterm();
            assertThat(app.awaitExit()).isZero();
        }
    }
}
