package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.CountryChangeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.camel.Tls;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real parts: the packaged jar as a process with the shipped routes, the platform over TLS with OAuth, a
 * real mail server and a real web server.
 */
class MainJobIT {

    private static final int EVENTS = 1_000;

    @TempDir
    Path folder;

    private Sandbox platform;
    private HttpReceiver web;
    private Mails mails;
    private AppProcess app;

    @BeforeEach
    void start() throws Exception {
        Tls tls = Tls.in(folder);
        platform = Sandbox.builder()
                .tls(tls.certificate().toFile(), tls.key().toFile())
                .requireToken(true)
                .oauthClient("product", "s3cret-of-product")
                .rememberAcks(10 * EVENTS)
                .start();
        web = new HttpReceiver();
        mails = new Mails();
        Path run = Files.createDirectory(folder.resolve("run"));
        app = new AppProcess(run)
                .with("wgtwo.target", platform.target())
                .with("wgtwo.trust-certificates", tls.authority())
                .with("wgtwo.token-endpoint", platform.tokenEndpoint())
                .with("wgtwo.client-id", "product")
                .environment("WGTWO_CLIENT_SECRET", "s3cret-of-product")
                .with("wgtwo.event-types", "SMS_EVENT,CONSENT_REVOKE_EVENT,VOICE_EVENT,COUNTRY_CHANGE_EVENT")
                .with("wgtwo.subscriptions", "single")
                .with("sms.webhook.url", web.url("/sms"))
                .with("events.webhook.url", web.url("/events"))
                .with("cleanup.webhook.url", web.url("/cleanup"))
                .with("sms.mail.to", "inbox@example.com")
                .with("sms.mail.server", mails.address());
    }

    @AfterEach
    void stop() {
        app.close();
        mails.close();
        web.close();
        platform.close();
    }

    @Test
    void everyOfAThousandMixedEventsGoesDownstreamOnceAndIsAckedAfterwards() throws Exception {
        app.start();
        List<Event> events = mixedEvents(EVENTS);
        events.forEach(platform::emit);

        await().untilAsserted(() -> assertThat(platform.ackCounts().acked()).isEqualTo(EVENTS));

        assertEachDownstreamOnce(events);
        Outcome.assertAckedAfter(platform, events, postTimes());
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(app.log()).doesNotContain("s3cret-of-product", "text of ", "+47999");
    }

    /** As shipped, each type has its own subscription, and a revocation may overtake what was made before it. */
    @Test
    void asShippedWhatARevocationOvertakesIsDroppedAndAllElseGoesDownstreamOnce() throws Exception {
        app.with("wgtwo.subscriptions", "per-type").start();
        List<Event> events = mixedEvents(EVENTS);
        events.forEach(platform::emit);

        await().untilAsserted(() -> assertThat(platform.ackCounts().acked()).isEqualTo(EVENTS));

        Set<String> revoked = events.stream()
                .filter(Event::hasConsentRevokeEvent)
                .map(MainJobIT::owner)
                .collect(Collectors.toSet());
        List<Event> certain = events.stream()
                .filter(event -> event.hasConsentRevokeEvent() || !revoked.contains(owner(event)))
                .toList();
        assertThat(certain).hasSize(EVENTS - 5 * 9);
        List<String> posted =
                web.posts().stream().map(post -> post.header("ce-id")).toList();
        assertThat(posted)
                .doesNotHaveDuplicates()
                .containsAll(certain.stream().map(Outcome::id).toList());
        assertThat(posted.size() + app.lines("consent was revoked").size()).isEqualTo(EVENTS);
        assertThat(mails.ids()).doesNotHaveDuplicates();
        Outcome.assertAckedAfter(platform, events, postTimes());
    }

    private static String owner(Event event) {
        return event.getOwner().getPhoneNumber().getE164();
    }

    @Test
    void sigtermWhileBusyLosesAndRepeatsNothing() throws Exception {
        app.start();
        List<Event> events = mixedEvents(EVENTS);
        events.subList(0, EVENTS / 2).forEach(platform::emit);
        await().until(() -> web.posts().size() > 50);

        app.sigterm();
        events.subList(EVENTS / 2, EVENTS).forEach(platform::emit);
        assertThat(app.awaitExit()).isZero();
        assertThat(web.posts().size()).as("work was left when it was stopped").isLessThan(EVENTS);
        assertThat(Outcome.acked(platform).keySet())
                .as("what went out before the stop was acknowledged before the end")
                .containsAll(
                        web.posts().stream().map(post -> post.header("ce-id")).toList());

        app.start();
        await().untilAsserted(() -> assertThat(platform.ackCounts().acked()).isEqualTo(EVENTS));
        assertEachDownstreamOnce(events);
        Outcome.assertAckedAfter(platform, events, postTimes());
    }

    private void assertEachDownstreamOnce(List<Event> events) {
        assertThat(web.posts().stream().map(post -> post.path() + " " + post.header("ce-id")))
                .containsExactlyInAnyOrderElementsOf(events.stream()
                        .map(event -> path(event) + " " + Outcome.id(event))
                        .toList());
        assertThat(mails.ids().stream().map(id -> id.replaceAll("@.*", "")))
                .containsExactlyInAnyOrderElementsOf(events.stream()
                        .filter(Event::hasSmsEvent)
                        .map(Outcome::id)
                        .toList());
    }

    private Map<String, Instant> postTimes() {
        Map<String, Instant> times = new HashMap<>();
        for (Post post : web.posts()) {
            times.put(Objects.requireNonNull(post.header("ce-id")), post.answered());
        }
        return times;
    }

    private static String path(Event event) {
        return switch (event.getEventCase()) {
            case SMS_EVENT -> "/sms";
            case CONSENT_REVOKE_EVENT -> "/cleanup";
            default -> "/events";
        };
    }

    /** SMS, calls, countries; each twentieth subscriber takes consent back at the end. */
    private static List<Event> mixedEvents(int count) {
        Instant start = Instant.now().minus(Duration.ofMinutes(5));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PhoneNumber number = PhoneNumber.newBuilder()
                    .setE164("+47999" + (10_000 + i % 100))
                    .build();
            Event.Builder event = Event.newBuilder()
                    .setTimestamp(
                            Timestamps.fromMillis(start.plusMillis(i * 100L).toEpochMilli()))
                    .setServiceId("wotel")
                    .setOwner(Owner.newBuilder().setPhoneNumber(number));
            if (i >= count - 100 && i % 20 == 0) {
                event.setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number));
            } else if (i % 5 == 3) {
                event.setVoiceEvent(VoiceEvent.newBuilder()
                        .setCallId("call-" + i)
                        .setType(VoiceEvent.VoiceEventType.CALL_ENDED)
                        .setFromNumber(number));
            } else if (i % 5 == 4) {
                event.setCountryChangeEvent(CountryChangeEvent.newBuilder().setMsisdn(number));
            } else {
                event.setSmsEvent(SmsEvent.newBuilder()
                        .setId("sms-" + i)
                        .setUuid("sms-" + i)
                        .setFromE164(number)
                        .setToE164(PhoneNumber.newBuilder().setE164("+46724450024"))
                        .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                        .setText("text of " + i + " – grüße, 你好 👋"));
            }
            events.add(event.build());
        }
        return events;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
