package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.wgtwo.camel.e2e.AppProcess;
import com.wgtwo.camel.e2e.AppProcess.Said;
import com.wgtwo.camel.e2e.Outcome;
import com.wgtwo.camel.e2e.Rig;
import com.wgtwo.camel.e2e.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The way of a user to a component that is not in the jar: fetched, checked, tried, run, removed. */
@Execution(ExecutionMode.CONCURRENT)
class PluginsIT {

    @TempDir
    Path folder;

    @TempDir
    Path data;

    @Test
    void aComponentThatIsAddedIsThereForEveryCommand() throws Exception {
        try (KafkaNode kafka = new KafkaNode(data);
                Rig rig = new Rig(folder)) {
            kafka.createTopic("sms", 1);
            AppProcess app = rig.app().with("my.kafka.brokers", kafka.brokers());
            Path routes = app.folder().resolve("routes");
            Files.copy(
                    routes.resolve("examples/sms-kafka.camel.yaml"),
                    routes.resolve("sms.camel.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);

            Said without = app.command("validate");
            assertThat(without.output()).contains("there is no component 'kafka'");
            assertThat(without.exitCode()).isEqualTo(1);

            Said added = app.command("plugins", "add", "camel-kafka");
            // Maven needs its own plugin for that, which may be neither here nor to be had.
            assumeThat(added.output())
                    .doesNotContain("maven-dependency-plugin:3.9.0 or one of its dependencies could not be resolved");
            assertThat(added.output()).contains("Added org.apache.camel:camel-kafka:4.17.0");
            assertThat(added.exitCode()).isZero();
            assertThat(app.folder().resolve("plugins/camel-kafka"))
                    .isDirectoryContaining("glob:**/kafka-clients-*.jar")
                    .isDirectoryNotContaining("glob:**/camel-support-*.jar");

            assertThat(app.command("validate").exitCode()).isZero();
            Said tried = app.command("try", "--event", "routes/examples/events/sms.json");
            assertThat(tried.output()).contains("would send to kafka://sms", "The event would be acknowledged.");

            app.start();
            rig.awaitStreaming(app);
            assertThat(app.log()).contains("From plugins/: camel-kafka");
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(rig.emit(Sent.sms(Rig.subscriber(i % 4))).id());
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Outcome.acked(rig.platform).keySet())
                            .as(app.log())
                            .containsAll(sent));
            assertThat(kafka.records("sms", 1)).hasSize(20);
            app.sigterm();
            assertThat(app.awaitExit()).isZero();

            assertThat(app.command("plugins", "remove", "camel-kafka").exitCode())
                    .isZero();
            assertThat(app.command("plugins", "list").output()).contains("There is nothing in plugins/.");
        }
    }
}
