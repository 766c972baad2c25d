package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.app.data.KeptLetter;
import com.wgtwo.camel.app.data.KeptLetter.Content;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.LetterSeal.UnreadableLetter;
import com.wgtwo.camel.app.event.Masked;
import com.wgtwo.camel.app.failure.Replays;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with dead letters, in JSON. Lists never hold content; a letter's event is shown only when it is asked
 * for, and the number of its subscriber masked otherwise.
 */
final class DeadLetterDesk {
    /** Stands for all letters, where an id is expected; ids are hexadecimal. */
    static final String ALL = "all";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeptLetters letters;
    private final Clock clock;
    private final @Nullable ReplayWorker worker;

    /** @param worker replays at once; null when no routes run here, so that a replay can only be asked for */
    DeadLetterDesk(KeptLetters letters, Clock clock, @Nullable ReplayWorker worker) {
        this.letters = letters;
        this.clock = clock;
        this.worker = worker;
    }

    /**
     * Letters without content, those given up first before the others.
     *
     * @param newest how many of those given up last; 0 for all there are
     */
    ArrayNode list(@Nullable String route, int newest) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        List<KeptLetter> found = newest == 0 ? letters.find("", route) : letters.newest(route, newest);
        found.forEach(letter -> answer.add(describe(letter)));
        return answer;
    }

    /**
     * The letters of one event, one for each route that gave it up.
     *
     * @param content whether to show the event, with text and numbers
     * @throws NoSuchLetter when no event, or more than one, is meant
     */
    ArrayNode show(String id, @Nullable String route, boolean content) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (KeptLetter letter : chosen(id, route)) {
            ObjectNode shown = describe(letter);
            answer.add(shown);
            try {
                letters.content(letter.key()).ifPresent(kept -> add(shown, letter, kept, content));
            } catch (UnreadableLetter e) {
                shown.put("unreadable", e.getMessage());
            }
        }
        return answer;
    }

    /**
     * Replays letters, or asks for it when no routes run here.
     *
     * @param id the beginning of an id, or {@value #ALL}
     * @throws NoSuchLetter when no event, or more than one, is meant
     */
    ArrayNode replay(String id, @Nullable String route) {
        // As exact as the database keeps it, for the comparison when a letter is taken.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<KeptLetter> chosen =
                chosen(id, route).stream().map(letter -> letter.asked(now)).toList();
        // Kept first, so that what was asked for is done even if the program ends meanwhile.
        chosen.forEach(letter -> letters.ask(letter.key(), now));
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        if (worker == null) {
            chosen.forEach(letter -> answer.add(outcome(letter, "asked", "")));
        } else {
            worker.replay(chosen)
                    .forEach((letter, outcome) -> answer.add(
                            outcome(letter, outcome.end().name().toLowerCase(Locale.ROOT), outcome.cause())));
        }
        return answer;
    }

    /**
     * Deletes letters for good; one that is being replayed stays.
     *
     * @param id the beginning of an id, or {@value #ALL}
     * @throws NoSuchLetter when no event, or more than one, is meant
     */
    ArrayNode discard(String id, @Nullable String route) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (KeptLetter letter : chosen(id, route)) {
            boolean gone = letters.discard(letter.key(), clock.instant().minus(Replays.STALE));
            answer.add(outcome(letter, gone ? "discarded" : "busy", gone ? "" : "it is being replayed"));
        }
        return answer;
    }

    private List<KeptLetter> chosen(String id, @Nullable String route) {
        if (id.equals(ALL)) {
            return letters.find("", route);
        }
        List<KeptLetter> found = letters.find(id, route);
        List<String> ids = found.stream().map(KeptLetter::id).distinct().toList();
        if (ids.isEmpty()) {
            throw new NoSuchLetter("There is no dead letter whose id begins with '" + id + "'"
                    + (route == null ? "." : " and which route '" + route + "' gave up."));
        }
        if (ids.size() > 1 && !ids.contains(id)) {
            throw new NoSuchLetter("'" + id + "' is the beginning of " + ids.size() + " ids: give more of it.");
        }
        return found.stream()
                .filter(letter -> ids.size() == 1 || letter.id().equals(id))
                .toList();
    }

    private static ObjectNode describe(KeptLetter letter) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.id())
                .put("route", letter.route())
                .put("stream", letter.stream())
                .put("eventType", letter.type())
                .put("attempts", letter.attempts())
                .put("firstFailed", letter.first().toString())
                .put("lastFailed", letter.last().toString())
                .put("cause", letter.cause());
        if (!letter.region().isEmpty()) {
            node.put("region", letter.region());
        }
        if (letter.replayAsked() != null) {
            node.put("replayAskedFor", letter.replayAsked().toString());
        }
        return node;
    }

    private static void add(ObjectNode shown, KeptLetter letter, Content kept, boolean content) {
        if (PlatformStreams.names().contains(letter.stream())) {
            String subscriber = EventMessage.of(PlatformStreams.get(letter.stream()), letter.region(), kept.event())
                    .facts()
                    .subscriber();
            if (subscriber != null) {
                shown.put("subscriber", content ? subscriber : Masked.number(subscriber));
            }
        }
        if (content) {
            shown.set("event", json(kept.json()));
        }
    }

    /** An event that no JSON can hold has none. */
    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the event was not kept as JSON");
        }
    }

    private static ObjectNode outcome(KeptLetter letter, String outcome, String cause) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.id())
                .put("route", letter.route())
                .put("outcome", outcome);
        if (!cause.isEmpty()) {
            node.put("cause", cause);
        }
        return node;
    }

    /** An id that names no letter, or more than one event. */
    static final class NoSuchLetter extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchLetter(String sentence) {
            super(sentence);
        }
    }
}
