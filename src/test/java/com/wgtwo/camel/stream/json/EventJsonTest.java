package com.wgtwo.camel.stream.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import org.junit.jupiter.api.Test;

/** The published samples pass through unchanged, ack handles excepted. */
class EventJsonTest {

    private static final String TUTORIAL_SMS = """
            {"event":{"smsEvent":{"id":"3990fb66-eea0-42ef-9699-1af05516ce00","fromE164":{"e164":"+46724450024"},\
            "toE164":{"e164":"+4799977540"},"direction":"FROM_SUBSCRIBER","text":"Lorem ipsum dolor sit amet, consectetur \
            adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.",\
            "uuid":"b922f707-f6ce-4369-b816-1051bfa40e0d"},"owner":{"phoneNumber":{"e164":"+46724450024"}}}}\
            """;

    @Test
    void theTutorialsSampleComesOutAsPublished() {
        assertThat(roundTrip(TUTORIAL_SMS)).isEqualTo(TUTORIAL_SMS);
    }

    @Test
    void metadataStaysButTheAckHandleIsLeftOut() {
        String captured = """
                {"event":{"metadata":{"sequence":"10","isRedelivered":true,"ackInbox":"_INBOX.a"},\
                "timestamp":"2023-11-14T22:13:20Z","serviceId":"wotel","smsEvent":{"id":"i2","fromTextAddress":\
                {"textAddress":"MyProduct"},"toE164":{"e164":"+4799990005"},"direction":"TO_SUBSCRIBER","uuid":"u1",\
                "bytes":"AP/+"},"owner":{"phoneNumber":{"e164":"+4799990005"},"sub":"73e"}}}\
                """;

        assertThat(roundTrip(captured)).isEqualTo(captured.replace(",\"ackInbox\":\"_INBOX.a\"", ""));
    }

    @Test
    void anOldCaptureWithAMemberThatIsGoneCanBeRead() {
        String captured = """
                {"event":{"timestamp":"2021-01-06T11:24:40Z","serviceId":"wotel","voiceEvent":{"callId":"0c05",\
                "type":"CALL_INITIATED","fromNumber":{"e164":"+4712345678"},"toNumber":{"e164":"+46123456789"},\
                "owner":{"e164":"+46123456789"}}}}\
                """;

        assertThat(roundTrip(captured)).isEqualTo(captured.replace(",\"owner\":{\"e164\":\"+46123456789\"}", ""));
    }

    @Test
    void v1EventsComeOutAsPublishedWithoutTheirAckHandle() {
        String consent = """
                {"metadata":{"timestamp":"2022-08-09T12:22:57.110Z","ackInfo":{"value":"x"}},\
                "consentChangeEvent":{"revoked":{},"tenant":"wotel"}}\
                """;
        String handset = """
                {"metadata":{"timestamp":"2021-09-30T14:27:55.468Z","identifier":{"subscriptionIdentifier":\
                {"value":"ce78"}},"ackInfo":{"value":"Ch5"}},"handsetChangeEvent":{"previous":{"imeiSv":\
                {"imei":"867","softwareVersion":"64"}},"current":{"imeiSv":{"imei":"867","softwareVersion":"65"}},\
                "imsi":{"value":"Rn"}}}\
                """;
        StreamConsentChangeEventsResponse.Builder consentChange = StreamConsentChangeEventsResponse.newBuilder();
        EventJson.parse(consent, consentChange);
        StreamHandsetChangeEventsResponse.Builder handsetChange = StreamHandsetChangeEventsResponse.newBuilder();
        EventJson.parse(handset, handsetChange);

        assertThat(EventJson.print(consentChange.build()))
                .isEqualTo(consent.replace(",\"ackInfo\":{\"value\":\"x\"}", ""));
        assertThat(EventJson.print(handsetChange.build()))
                .isEqualTo(handset.replace(",\"ackInfo\":{\"value\":\"Ch5\"}", ""));
    }

    @Test
    void whatIsNoEventIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> EventJson.parse("{\"event\": \"secret text", SubscribeEventsResponse.newBuilder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the text is not the JSON of a wgtwo.events.v0.SubscribeEventsResponse");
    }

    @Test
    void aValueJsonCannotCarryIsNamed() {
        SubscribeEventsResponse.Builder response = SubscribeEventsResponse.newBuilder();
        response.getEventBuilder().setTimestamp(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE));

        assertThatThrownBy(() -> EventJson.print(response.build()))
                .hasMessage("wgtwo.events.v0.SubscribeEventsResponse cannot be written as JSON");
    }

    private static String roundTrip(String json) {
        SubscribeEventsResponse.Builder response = SubscribeEventsResponse.newBuilder();
        EventJson.parse(json, response);
        return EventJson.print(response.build());
    }
}
