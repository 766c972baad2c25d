package com.wgtwo.camel.sandbox.generate;

import com.wgtwo.api.v0.events.EventsProto.VoiceEvent.VoiceEventType;
import java.util.ArrayList;
import java.util.List;

/** Calls that go on: each starts with INITIATED and ends with ENDED or at the voicemail. */
final class Calls {
    /** Calls in progress at the same time, at most. */
    private static final int LINES = 5;

    /** One moment of a call. */
    record Step(String callId, VoiceEventType type, Subscriber subscriber, String from, String to, boolean hidden) {}

    private final Dice dice;
    private final List<Step> inProgress = new ArrayList<>();

    Calls(Dice dice) {
        this.dice = dice;
    }

    Step next() {
        if (inProgress.isEmpty() || (inProgress.size() < LINES && dice.oneIn(3))) {
            Step first = begin();
            inProgress.add(first);
            return first;
        }
        int line = dice.below(inProgress.size());
        Step step = inProgress.get(line);
        Step following =
                new Step(step.callId(), after(step.type()), step.subscriber(), step.from(), step.to(), step.hidden());
        if (following.type() == VoiceEventType.CALL_ENDED || following.type() == VoiceEventType.CALL_FWD_VOICEMAIL) {
            inProgress.remove(line);
        } else {
            inProgress.set(line, following);
        }
        return following;
    }

    private Step begin() {
        Subscriber subscriber = dice.subscriber();
        String other = dice.pick(SmsTexts.OTHERS);
        boolean outgoing = dice.oneIn(2);
        return new Step(
                dice.uuid(),
                VoiceEventType.CALL_INITIATED,
                subscriber,
                outgoing ? subscriber.number() : other,
                outgoing ? other : subscriber.number(),
                dice.oneIn(10));
    }

    private VoiceEventType after(VoiceEventType type) {
        return switch (type) {
            case CALL_INITIATED -> VoiceEventType.CALL_RINGING;
            case CALL_RINGING -> dice.oneIn(5) ? VoiceEventType.CALL_FWD_VOICEMAIL : VoiceEventType.CALL_ANSWERED;
            default -> VoiceEventType.CALL_ENDED;
        };
    }
}
