package com.wgtwo.camel.sandbox;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.sandbox.generate.Dice;
import com.wgtwo.camel.sandbox.generate.RandomEvents;
import com.wgtwo.camel.sandbox.generate.RandomV1Events;
import com.wgtwo.camel.sandbox.service.EventsV0Service;
import com.wgtwo.camel.sandbox.service.V1Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Emits random events at a rate, of the types that somebody is subscribed to. */
final class Generator {
    private static final long STEP_MILLIS = 10;
    private static final int REVOCATION_WEIGHT = 1;

    /** How often a type comes up, relative to the others: texts and calls are daily life, revocations are rare. */
    private static final Map<EventType, Integer> WEIGHTS = Map.ofEntries(
            Map.entry(EventType.SMS_EVENT, 40),
            Map.entry(EventType.VOICE_EVENT, 24),
            Map.entry(EventType.SMS_DELIVERY_REPORT_EVENT, 15),
            Map.entry(EventType.LOCATION_UPDATE_EVENT, 6),
            Map.entry(EventType.VOICEMAIL_EVENT, 4),
            Map.entry(EventType.COUNTRY_CHANGE_EVENT, 3),
            Map.entry(EventType.HANDSET_UPDATE_EVENT, 2),
            Map.entry(EventType.PERIODIC_COUNTRY_EVENT, 2),
            Map.entry(EventType.FIRST_ATTACHMENT_EVENT, 1),
            Map.entry(EventType.TOKEN_AUDIT_EVENT, 1),
            Map.entry(EventType.CONSENT_REVOKE_EVENT, REVOCATION_WEIGHT));

    private static final int V1_WEIGHT = 10;

    private final Platform platform;
    private final RandomEvents v0;
    private final Map<V1Stream<?>, Supplier<Message>> v1 = new LinkedHashMap<>();
    private final Random choice;
    private double owed;

    Generator(Platform platform, SandboxBuilder builder) {
        this.platform = platform;
        this.choice = new Random(builder.seed);
        Dice dice = new Dice(builder.seed, builder.subscribers);
        v0 = new RandomEvents(dice, builder.clock, builder.quirks);
        RandomV1Events random = new RandomV1Events(dice);
        v1.put(platform.v1.consentChanges(), random::consentChange);
        v1.put(platform.v1.handsetChanges(), random::handsetChange);
        v1.put(platform.v1.firstAttachments(), random::firstAttachment);
        v1.put(platform.v1.countryChanges(), random::countryChange);
        v1.put(platform.v1.periodicCountries(), random::periodicCountry);
    }

    RandomEvents events() {
        return v0;
    }

    Message payload(V1Stream<?> stream) {
        Supplier<Message> source = v1.get(stream);
        if (source == null) {
            throw new IllegalArgumentException("stream " + stream.broker().stream() + " is none of this sandbox");
        }
        return source.get();
    }

    void start(double eventsPerSecond, ScheduledExecutorService scheduler) {
        if (eventsPerSecond > 0) {
            scheduler.scheduleAtFixedRate(
                    () -> step(eventsPerSecond * STEP_MILLIS / 1000), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void step(double events) {
        // Nobody is owed what nobody listened for: a new client gets the rate, not a burst.
        owed = Math.min(owed + events, Math.max(1, events));
        while (owed >= 1) {
            Runnable next = choose();
            if (next == null) {
                return;
            }
            next.run();
            owed--;
        }
    }

    private @Nullable Runnable choose() {
        List<Runnable> sources = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        long wanted = platform.events.wantedTopics();
        for (EventType type : EventType.values()) {
            Integer weight = WEIGHTS.get(type);
            if (weight != null && (wanted & EventsV0Service.topic(type)) != 0) {
                sources.add(() -> platform.emit(v0.next(type)));
                weights.add(weight);
            }
        }
        v1.forEach((stream, source) -> {
            if (stream.broker().wantedTopics() != 0) {
                sources.add(() -> platform.emitV1(source.get()));
                weights.add(V1_WEIGHT);
            }
        });
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        if (total == 0) {
            return null;
        }
        if (total == REVOCATION_WEIGHT) {
            return choice.nextInt(50) == 0 ? sources.get(0) : () -> {};
        }
        int point = choice.nextInt(total);
        for (int i = 0; i < sources.size(); i++) {
            point -= weights.get(i);
            if (point < 0) {
                return sources.get(i);
            }
        }
        return null;
    }
}
