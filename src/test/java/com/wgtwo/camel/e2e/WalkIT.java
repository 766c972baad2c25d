package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/first-ten-minutes.md, as a new user takes them. */
class WalkIT {

    @TempDir
    Path folder;

    @Test
    void fromACloneToAChangedCheckedTriedAndLiveRoute() throws Exception {
        try (AppProcess app = new AppProcess(folder).withoutArchive().start()) {
            app.awaitLog("streaming");
            Path route = folder.resolve("routes/sms-mail.camel.yaml");
            String shipped = Files.readString(route);
            String subject = "simple: \"SMS from ${variable.smsFrom} to ${variable.smsTo}\"";
            assertThat(shipped).contains(subject);

            Files.writeString(route, shipped.replace(subject, subject.replace("simple", "simpel")));
            app.awaitLog("'setHeader' has no property 'simpel'; did you mean 'simple'?");
            Told checked = command("validate");
            assertThat(checked.exit()).isEqualTo(1);
            assertThat(checked.text())
                    .contains(
                            "routes/sms-mail.camel.yaml:36:13: 'setHeader' has no property 'simpel'; did you mean 'simple'?");

            Files.writeString(route, shipped.replace(subject, "simple: \"New SMS from ${variable.smsFrom}\""));
            Told tried = command("try", "--event", "routes/examples/events/sms.json");
            assertThat(tried.exit()).isZero();
            assertThat(tried.text()).contains("Subject: New SMS from +46724410003");
            assertThat(command("validate").exit()).isZero();

            app.awaitLog("An edit of routes/sms-mail.camel.yaml is live: route mail-sms changed.");
        }
    }

    private record Told(int exit, String text) {}

    private Told command(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of(System.getProperty("wgtwo.jar", "target/wgtwo-camel.jar"))
                        .toAbsolutePath()
                        .toString()));
        line.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Told(process.waitFor(), text);
    }
}
