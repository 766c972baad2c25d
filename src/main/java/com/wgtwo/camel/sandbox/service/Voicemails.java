package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.events.EventsProto.VoicemailEvent;
import com.wgtwo.api.v0.voicemail.VoicemailProto.VoicemailMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The voicemails that events spoke of; the newest 1,000. All of them hold the same half second of a tone. Thread safe. */
public final class Voicemails {
    private static final int LIMIT = 1_000;
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final int SAMPLE_RATE = 8_000;
    private static final int SAMPLES = SAMPLE_RATE / 2;

    private final Map<String, VoicemailMetadata> voicemails = new LinkedHashMap<>();
    private final Clock clock;
    private final ByteString wav = ByteString.copyFrom(tone());

    /** @param clock tells when a voicemail was left and when it goes away */
    public Voicemails(Clock clock) {
        this.clock = clock;
    }

    /** Keeps the voicemail of an event, so that it can be fetched. */
    public synchronized void add(VoicemailEvent event) {
        long now = clock.millis();
        voicemails.put(
                event.getVoicemailId(),
                VoicemailMetadata.newBuilder()
                        .setVoicemailId(event.getVoicemailId())
                        .setFrom(event.getFromNumber())
                        .setTo(event.getToNumber())
                        .setDuration(Durations.fromMillis(1000L * SAMPLES / SAMPLE_RATE))
                        .setCreated(Timestamps.fromMillis(now))
                        .setExpires(Timestamps.fromMillis(now + LIFETIME.toMillis()))
                        .build());
        if (voicemails.size() > LIMIT) {
            voicemails.remove(voicemails.keySet().iterator().next());
        }
    }

    synchronized @Nullable VoicemailMetadata get(String id) {
        VoicemailMetadata found = voicemails.get(id);
        return found == null || Timestamps.toMillis(found.getExpires()) <= clock.millis() ? null : found;
    }

    synchronized List<VoicemailMetadata> of(String number) {
        return voicemails.values().stream()
                .filter(voicemail -> voicemail.getTo().getE164().equals(number))
                .toList();
    }

    synchronized void played(VoicemailMetadata voicemail) {
        voicemails.put(
                voicemail.getVoicemailId(),
                voicemail.toBuilder().setPlayed(true).build());
    }

    synchronized void delete(String id) {
        voicemails.remove(id);
    }

    ByteString wav() {
        return wav;
    }

    private static byte[] tone() {
        ByteBuffer wav = ByteBuffer.allocate(44 + SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + SAMPLES).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(SAMPLE_RATE).putInt(SAMPLE_RATE).putShort((short) 1).putShort((short) 8);
        wav.put(ascii("data")).putInt(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            wav.put((byte) (128 + 60 * Math.sin(2 * Math.PI * 440 * i / SAMPLE_RATE)));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
