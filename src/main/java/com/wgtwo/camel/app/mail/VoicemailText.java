package com.wgtwo.camel.app.mail;

import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailRequest;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.UnusableEvent;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Prepares what a template may say about a voicemail, as exchange variables: {@code voicemailFrom}, {@code voicemailTo}
 * (numbers on one line) and {@code voicemailTime} (UTC). The body becomes the request for the recording.
 */
public final class VoicemailText implements Processor {
    private final Clock clock;

    public VoicemailText(Clock clock) {
        this.clock = clock;
    }

    /** @throws UnusableEvent when the event is no voicemail, or does not say which */
    @Override
    public void process(Exchange exchange) {
        EventView event = new EventView(exchange);
        VoicemailEvent voicemail = event.voicemail()
                .filter(found -> !found.getVoicemailId().isEmpty())
                .orElseThrow(() -> new UnusableEvent("the event names no voicemail"));
        exchange.setVariable(
                "voicemailFrom", OneLine.of(voicemail.getFromNumber().getE164()));
        exchange.setVariable("voicemailTo", OneLine.of(voicemail.getToNumber().getE164()));
        exchange.setVariable(
                "voicemailTime", SmsText.TIME.format(event.timestamp().orElseGet(clock::instant)));
        exchange.getMessage()
                .setBody(GetVoicemailRequest.newBuilder()
                        .setVoicemailId(voicemail.getVoicemailId())
                        .build());
    }
}
