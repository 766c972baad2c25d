package com.wgtwo.camel.app.manage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param verb what is to be done
 * @param id the beginning of an id, or {@code all}; empty for a list
 * @param route only letters this route gave up, null for all
 * @param json whether the answer is to be JSON
 * @param content whether to show the event
 * @param address where the running program listens, null for {@code management.address}
 */
record DeadLetterRequest(
        Verb verb,
        String id,
        @Nullable String route,
        boolean json,
        boolean content,
        @Nullable String address) {
    static final String USAGE = String.join(
            System.lineSeparator(),
            "java -jar wgtwo-camel.jar dead-letters list                 [--route ROUTE] [--json]",
            "java -jar wgtwo-camel.jar dead-letters show ID              [--route ROUTE] [--json] [--content]",
            "java -jar wgtwo-camel.jar dead-letters replay ID | --all    [--route ROUTE] [--json]",
            "java -jar wgtwo-camel.jar dead-letters discard ID | --all   [--route ROUTE] [--json]",
            "",
            "An ID can be shortened as long as it is unique. --content shows the event with text and numbers.",
            "--address HOST:PORT asks the program that listens there, in place of management.address.");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:http://)?((?:[^/:\\s\\[]+|\\[[^]/\\s]+]):([0-9]{1,5}))(?:/.*)?");

    /** What can be done with dead letters. */
    enum Verb {
        LIST,
        SHOW,
        REPLAY,
        DISCARD
    }

    /** A command line that says nothing this program can do. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String sentence) {
            super(sentence);
        }
    }

    /** Reads the arguments behind {@code dead-letters}. */
    static DeadLetterRequest of(List<String> arguments) throws Unclear {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Verb verb = verb(rest.isEmpty() ? "list" : rest.pop());
        String id = "";
        String route = null;
        String address = null;
        boolean json = false;
        boolean content = false;
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--json" -> json = true;
                case "--content" -> content = true;
                case "--all" -> id = DeadLetterDesk.ALL;
                case "--route" -> route = value(word, rest);
                case "--address" -> address = address(value(word, rest));
                default -> {
                    if (word.startsWith("-")) {
                        throw new Unclear("There is no option " + word + ".");
                    }
                    if (!id.isEmpty()) {
                        throw new Unclear("One id is enough; there is also '" + word + "'.");
                    }
                    if (!word.matches("[0-9A-Za-z-]+")) {
                        throw new Unclear("'" + word + "' is no id; dead-letters list shows them.");
                    }
                    id = word;
                }
            }
        }
        return new DeadLetterRequest(verb, id, route, json, content, address).checked();
    }

    private DeadLetterRequest checked() throws Unclear {
        if (verb == Verb.LIST && !id.isEmpty()) {
            throw new Unclear("dead-letters list takes no id; show does.");
        }
        if (verb == Verb.SHOW && (id.isEmpty() || id.equals(DeadLetterDesk.ALL))) {
            throw new Unclear("dead-letters show needs an id; dead-letters list shows them.");
        }
        if (verb != Verb.LIST && id.isEmpty()) {
            throw new Unclear(
                    "dead-letters " + verb.name().toLowerCase(Locale.ROOT) + " needs an id, or --all for all of them.");
        }
        if (content && verb != Verb.SHOW) {
            throw new Unclear("--content belongs to dead-letters show.");
        }
        return this;
    }

    private static Verb verb(String word) throws Unclear {
        try {
            return Verb.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Unclear("dead-letters can list, show, replay and discard, but not '" + word + "'.");
        }
    }

    /** Also in the form in which the log tells it, an address of a page. */
    private static String address(String given) throws Unclear {
        Matcher parts = ADDRESS.matcher(given);
        if (!parts.matches() || !isPort(parts.group(2))) {
            throw new Unclear("--address is to be host:port, such as 127.0.0.1:9876, and not '" + given + "'.");
        }
        return parts.group(1);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65535;
    }

    private static String value(String option, Deque<String> rest) throws Unclear {
        if (rest.isEmpty()) {
            throw new Unclear("A value is missing behind " + option + ".");
        }
        return rest.pop();
    }
}
