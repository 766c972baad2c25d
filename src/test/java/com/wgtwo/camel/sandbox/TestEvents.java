package com.wgtwo.camel.sandbox;

import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import java.util.List;

/** Events that tests tell apart by their text. */
final class TestEvents {
    private TestEvents() {}

    static Event sms(String text) {
        return Event.newBuilder()
                .setSmsEvent(SmsEvent.newBuilder().setText(text))
                .build();
    }

    static Event revoke(String number) {
        return Event.newBuilder()
                .setConsentRevokeEvent(ConsentRevokeEvent.newBuilder()
                        .setMsisdn(PhoneNumber.newBuilder().setE164(number)))
                .build();
    }

    static List<String> texts(List<SubscribeEventsResponse> responses) {
        return responses.stream()
                .map(response -> response.getEvent().getSmsEvent().getText())
                .toList();
    }

    static List<Long> sequences(List<SubscribeEventsResponse> responses) {
        return responses.stream()
                .map(response -> response.getEvent().getMetadata().getSequence())
                .toList();
    }

    static void emit(Sandbox sandbox, String... texts) {
        for (String text : texts) {
            sandbox.emit(sms(text));
        }
    }
}
