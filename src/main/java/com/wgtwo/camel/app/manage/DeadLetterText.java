package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.wgtwo.camel.app.manage.DeadLetterRequest.Verb;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes dead letters, and what became of them, for people. */
final class DeadLetterText {
    private static final int SHORT_ID = 12;

    private final PrintStream out;

    DeadLetterText(PrintStream out) {
        this.out = out;
    }

    void write(Verb verb, ArrayNode letters) {
        if (letters.isEmpty()) {
            out.println(verb == Verb.LIST ? "There are no dead letters." : "There are no dead letters: nothing to do.");
            return;
        }
        switch (verb) {
            case LIST -> list(letters);
            case SHOW -> letters.forEach(this::show);
            default -> outcomes(letters);
        }
    }

    private void list(ArrayNode letters) {
        String line = "%-12s  %-20s  %-24s  %8s  %-20s  %s%n";
        out.printf(Locale.ROOT, line, "id", "route", "event type", "attempts", "last failed", "cause");
        letters.forEach(letter -> out.printf(
                Locale.ROOT,
                line,
                shortened(letter),
                letter.path("route").asText(),
                letter.path("eventType").asText(),
                letter.path("attempts").asText(),
                letter.path("lastFailed").asText().replaceFirst("\\.\\d+Z", "Z"),
                letter.path("cause").asText() + (letter.has("replayAskedFor") ? " (to be replayed)" : "")));
    }

    private void show(JsonNode letter) {
        letter.properties().forEach(field -> {
            JsonNode value = field.getValue();
            out.printf(Locale.ROOT, "%-14s  %s%n", field.getKey(), value.isTextual() ? value.asText() : value);
        });
        out.println();
    }

    private void outcomes(ArrayNode letters) {
        Map<String, Integer> counts = new TreeMap<>();
        letters.forEach(letter -> {
            String outcome = said(letter.path("outcome").asText());
            String cause = letter.path("cause").asText();
            counts.merge(outcome, 1, Integer::sum);
            out.println(shortened(letter) + "  " + letter.path("route").asText() + ": " + outcome
                    + (cause.isEmpty() ? "" : ", " + cause));
        });
        if (letters.size() > 1) {
            StringBuilder sum = new StringBuilder();
            counts.forEach((outcome, count) -> sum.append(sum.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(outcome));
            out.println(sum);
        }
    }

    private static String said(String outcome) {
        return switch (outcome) {
            case "asked" -> "to be replayed as soon as a program runs on this database";
            case "busy" -> "left alone";
            case "gone" -> "no longer there";
            case "failed" -> "failed and kept";
            case "broken_off" -> "broken off, and to be replayed by the next program on this database";
            default -> outcome;
        };
    }

    private static String shortened(JsonNode letter) {
        String id = letter.path("id").asText();
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
