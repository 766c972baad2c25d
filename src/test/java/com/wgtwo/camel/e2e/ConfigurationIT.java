package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.camel.Tls;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole configuration contract takes effect on the packaged jar, whichever of the three ways it is given. */
class ConfigurationIT {

    @TempDir
    Path folder;

    enum Way {
        COMMAND_LINE {
            @Override
            void give(AppProcess app, Map<String, String> properties) {
                properties.forEach(app::with);
            }
        },
        ENVIRONMENT {
            @Override
            void give(AppProcess app, Map<String, String> properties) {
                properties.forEach((name, value) -> app.environment(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
            }
        },
        FILE {
            @Override
            void give(AppProcess app, Map<String, String> properties) throws IOException {
                StringBuilder lines = new StringBuilder("\n");
                properties.forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
                Files.writeString(app.folder().resolve("application.properties"), lines, StandardOpenOption.APPEND);
            }
        };

        abstract void give(AppProcess app, Map<String, String> properties) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void everyPropertyTakesEffect(Way way) throws Exception {
        Tls tls = Tls.in(folder);
        Path run = Files.createDirectory(folder.resolve("run"));
        try (Sandbox platform = Sandbox.builder()
                        .tls(tls.certificate().toFile(), tls.key().toFile())
                        .requireToken(true)
                        .oauthClient("product", "s3cret")
                        .start();
                HttpReceiver web = new HttpReceiver();
                Mails mails = new Mails();
                AppProcess app = new AppProcess(run)) {
            platform.emit(event().setSmsEvent(sms("before the start")).build());
            way.give(app, properties(platform, tls, web, mails, run));
            app.start();
            Awaitility.await("a subscription in\n" + run)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !platform.subscriptions().isEmpty());
            platform.emit(event().setSmsEvent(sms("now")).build());
            platform.emit(event().setVoiceEvent(VoiceEvent.newBuilder().setCallId("c1"))
                    .build());
            platform.emit(event().setConsentRevokeEvent(
                            ConsentRevokeEvent.newBuilder().setMsisdn(number()))
                    .build());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(platform.ackCounts().acked()).isEqualTo(3));

            // streams, subscriptions, event-types, queue-name, durable-name, ordering=strict (window 1),
            // start-position=new
            SubscriptionStatus subscription = platform.subscriptions().get(0);
            assertThat(platform.subscriptions()).hasSize(1);
            assertThat(subscription.name()).contains("my-queue", "my-durable");
            assertThat(web.posts("/sms")).as("start-position=new").hasSize(1);
            // sms.webhook.secret signs; the others go where they are told
            assertThat(web.posts("/sms").get(0).header("webhook-signature")).startsWith("v1,");
            assertThat(web.posts("/events")).hasSize(1);
            assertThat(web.posts("/cleanup")).hasSize(1);
            // sms.mail.*
            assertThat(mails.received()).hasSize(1);
            assertThat(mails.received().get(0).getFrom()[0].toString()).contains("me@example.com");
            assertThat(mails.received().get(0).getAllRecipients()[0].toString()).isEqualTo("you@example.com");
            // data.*
            assertThat(run.resolve("store/events.mv.db")).exists();
            assertThat(run.resolve("data")).doesNotExist();
            // scope: a token that was asked for with it, over TLS, from the token endpoint, as the client
            assertThat(platform.tokensIssued()).isEqualTo(1);
            assertThat(app.log()).contains("as OAuth client product").doesNotContain("s3cret");
        }
    }

    private static Map<String, String> properties(Sandbox platform, Tls tls, HttpReceiver web, Mails mails, Path run) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("wgtwo.target", platform.target());
        properties.put("wgtwo.plaintext", "false");
        properties.put("wgtwo.trust-certificates", tls.authority().toString());
        properties.put("wgtwo.token-endpoint", platform.tokenEndpoint());
        properties.put("wgtwo.client-id", "product");
        properties.put("wgtwo.client-secret", "s3cret");
        properties.put("wgtwo.scope", "events.sms.subscribe events.voice.subscribe");
        properties.put("wgtwo.event-types", "SMS_EVENT,VOICE_EVENT,CONSENT_REVOKE_EVENT");
        properties.put("wgtwo.streams", "events");
        properties.put("wgtwo.subscriptions", "single");
        properties.put("wgtwo.queue-name", "my-queue");
        properties.put("wgtwo.durable-name", "my-durable");
        properties.put("wgtwo.subscriber-client-id", "my-client");
        properties.put("wgtwo.max-in-flight", "7");
        properties.put("wgtwo.ack-timeout", "20s");
        properties.put("wgtwo.start-position", "new");
        properties.put("wgtwo.ordering", "strict");
        properties.put("wgtwo.max-deliveries", "3");
        properties.put("sms.webhook.url", web.url("/sms"));
        properties.put("sms.webhook.secret", "signing-key");
        properties.put("events.webhook.url", web.url("/events"));
        properties.put("cleanup.webhook.url", web.url("/cleanup"));
        properties.put("sms.mail.to", "you@example.com");
        properties.put("sms.mail.from", "me@example.com");
        properties.put("sms.mail.server", mails.address());
        properties.put("sms.mail.security", "none");
        properties.put("data.url", "jdbc:h2:file:" + run.resolve("store/events"));
        properties.put("data.username", "owner");
        properties.put("data.password", "of-the-store");
        return properties;
    }

    private static Event.Builder event() {
        return Event.newBuilder()
                .setTimestamp(Timestamps.fromMillis(Instant.now().toEpochMilli()))
                .setServiceId("wotel")
                .setOwner(Owner.newBuilder().setPhoneNumber(number()));
    }

    private static SmsEvent.Builder sms(String id) {
        return SmsEvent.newBuilder()
                .setId(id)
                .setFromE164(number())
                .setToE164(number())
                .setText(id);
    }

    private static PhoneNumber number() {
        return PhoneNumber.newBuilder().setE164("+4799990001").build();
    }
}
