package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent;
import com.wgtwo.api.v0.events.EventsProto.VoiceEvent.VoiceEventType;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import com.wgtwo.camel.sandbox.generate.Dice;
import com.wgtwo.camel.sandbox.generate.RandomEvents;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import com.wgtwo.camel.sandbox.service.EventTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random events: complete, realistic, repeatable, and only for those who listen. */
class GeneratorTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNSPECIFIED", "UNRECOGNIZED"})
    void everyTypeIsGeneratedWithTimeTenantAndOwner(EventType type) {
        Event event = random(1, false).next(type);
        assertThat(EventTypes.of(event)).isEqualTo(type);
        assertThat(event.hasTimestamp()).isTrue();
        assertThat(event.getServiceId()).isIn("wotel", "northtel");
        if (type != EventType.TOKEN_AUDIT_EVENT) {
            assertThat(event.getOwner().getPhoneNumber().getE164()).matches("\\+47999900[01][0-9]");
        }
    }

    @Test
    void theSameSeedMakesTheSameEvents() {
        assertThat(sms(1, 50)).isEqualTo(sms(1, 50)).isNotEqualTo(sms(2, 50));
    }

    @Test
    void textsHaveAllKindsOfSendersAndContents() {
        List<Event> events = sms(1, 500);
        assertThat(events.stream().map(event -> event.getSmsEvent().getFromAddressCase()))
                .contains(
                        SmsEvent.FromAddressCase.FROM_E164,
                        SmsEvent.FromAddressCase.FROM_NATIONAL_PHONE_NUMBER,
                        SmsEvent.FromAddressCase.FROM_TEXT_ADDRESS);
        assertThat(events.stream().map(event -> event.getSmsEvent().getContentCase()))
                .contains(SmsEvent.ContentCase.TEXT, SmsEvent.ContentCase.BYTES);
        assertThat(events)
                .anySatisfy(event -> assertThat(event.getSmsEvent().getText()).contains("👍🏽"));
    }

    @Test
    void theSubscriberOfATextIsOnTheSideOfItsDirection() {
        assertThat(sms(1, 200)).allSatisfy(event -> {
            SmsEvent sms = event.getSmsEvent();
            assertThat(sms.getDirection() == SmsEvent.Direction.FROM_SUBSCRIBER ? sms.getFromE164() : sms.getToE164())
                    .isEqualTo(event.getOwner().getPhoneNumber());
        });
    }

    @Test
    void everyCallGoesItsWayUnderOneId() {
        RandomEvents random = random(1, false);
        Map<String, List<VoiceEventType>> calls = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            VoiceEvent event = random.next(EventType.VOICE_EVENT).getVoiceEvent();
            calls.computeIfAbsent(event.getCallId(), id -> new ArrayList<>()).add(event.getType());
        }
        List<VoiceEventType> answered = List.of(
                VoiceEventType.CALL_INITIATED,
                VoiceEventType.CALL_RINGING,
                VoiceEventType.CALL_ANSWERED,
                VoiceEventType.CALL_ENDED);
        List<VoiceEventType> forwarded =
                List.of(VoiceEventType.CALL_INITIATED, VoiceEventType.CALL_RINGING, VoiceEventType.CALL_FWD_VOICEMAIL);
        assertThat(calls.values())
                .contains(answered, forwarded)
                .allMatch(steps ->
                        answered.subList(0, Math.min(4, steps.size())).equals(steps) || forwarded.equals(steps));
    }

    @Test
    void withQuirksThereIsNoTimeNoTenantAndNoPlus() {
        Event event = random(1, true).next(EventType.SMS_EVENT);
        assertThat(event.hasTimestamp()).isFalse();
        assertThat(event.getServiceId()).isEmpty();
        assertThat(event.getOwner().getPhoneNumber().getE164()).startsWith("47");
    }

    @Test
    void withQuirksADeliveryHasNoMetadata() {
        try (Sandbox sandbox = Sandbox.builder().publicSandboxQuirks(true).start();
                Client client = new Client(sandbox)) {
            sandbox.emitRandom(EventType.SMS_EVENT);
            var stream = client.subscribe(Client.sms().setStartAtOldestPossible(Empty.getDefaultInstance()));
            assertThat(stream.await(1).get(0).getEvent().hasMetadata()).isFalse();
        }
    }

    @Test
    void eventsComeAtTheRateAndOnlyOfTheTypesAskedFor() {
        try (Sandbox sandbox = Sandbox.builder().eventsPerSecond(200).start();
                Client client = new Client(sandbox)) {
            var stream = client.subscribe(SubscribeEventsRequest.newBuilder().addType(EventType.VOICE_EVENT));
            Awaits.until(() -> stream.received().size() > 20);
            assertThat(stream.received())
                    .allMatch(response -> response.getEvent().hasVoiceEvent());
            assertThat(sandbox.v1().consentChanges().broker().published()).isZero();
        }
    }

    @Test
    void withoutSubscribersNothingIsGenerated() {
        try (Sandbox sandbox = Sandbox.builder().eventsPerSecond(1000).start();
                Client client = new Client(sandbox)) {
            client.ack("_INBOX.nobody", 1);
            var stream = client.subscribe(SubscribeEventsRequest.newBuilder().addType(EventType.SMS_EVENT));
            Awaits.until(() -> !stream.received().isEmpty());
            SubscriptionStatus status = sandbox.subscriptions().get(0);
            assertThat(status.delivered()).isEqualTo(status.position() - 1);
        }
    }

    private List<Event> sms(long seed, int count) {
        RandomEvents random = random(seed, false);
        return IntStream.range(0, count)
                .mapToObj(i -> random.next(EventType.SMS_EVENT))
                .toList();
    }

    private RandomEvents random(long seed, boolean quirks) {
        return new RandomEvents(new Dice(seed, Subscriber.fictional()), clock, quirks);
    }
}
