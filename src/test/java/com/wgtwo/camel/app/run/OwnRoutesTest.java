package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The test that docs/testing.md shows to users. */
class OwnRoutesTest {

    @Test
    void anSmsIsPostedAndAcknowledged() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            Settings settings = Settings.of(
                    Path.of(""), // where application.properties is
                    Map.of(
                            "wgtwo.target",
                            sandbox.target(),
                            "wgtwo.plaintext",
                            "true",
                            "sms.webhook.url",
                            sandbox.webhookUrl("sms"),
                            "data.url",
                            "jdbc:h2:mem:own-routes"),
                    Map.of());
            CamelProgram program = new CamelProgram(settings, getClass().getClassLoader(), new AppBeans());
            try {
                program.start();
                sandbox.emit(Event.newBuilder()
                        .setSmsEvent(SmsEvent.newBuilder().setId("1").setText("hello"))
                        .build());
                await().untilAsserted(() -> assertThat(sandbox.acks()).hasSize(1));
            } finally {
                program.shutdown();
            }
        }
    }
}
