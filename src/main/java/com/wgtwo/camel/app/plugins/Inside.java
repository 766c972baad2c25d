package com.wgtwo.camel.app.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The libraries inside the runnable jar, as its bill of materials lists them. */
final class Inside {
    private static final String BILL_OF_MATERIALS = "META-INF/sbom/wgtwo-camel.cdx.json";

    /** Parts of these work together only within one minor version, because they use one another's inner classes. */
    private static final Set<String> OF_ONE_MINOR_VERSION = Set.of("io.grpc", "com.google.protobuf", "io.netty");

    private final List<Library> libraries;

    Inside(List<Library> libraries) {
        this.libraries = libraries;
    }

    /** What this program is made of; nothing when it does not run from the packaged jar. */
    static Inside ofThisProgram() {
        try (InputStream json = Inside.class.getClassLoader().getResourceAsStream(BILL_OF_MATERIALS)) {
            if (json == null) {
                return new Inside(List.of());
            }
            List<Library> libraries = new ArrayList<>();
            for (JsonNode component : new ObjectMapper().readTree(json).path("components")) {
                libraries.add(new Library(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText()));
            }
            return new Inside(libraries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The version of Camel.
     *
     * @throws UserMistake when it is not known
     */
    String camelVersion() {
        return libraries.stream()
                .filter(library -> library.group().equals(Library.CAMEL))
                .map(Library::version)
                .findFirst()
                .orElseThrow(() -> new UserMistake("This jar has no " + BILL_OF_MATERIALS
                        + ", so it does not know what is inside it: build it while Maven is online."));
    }

    Optional<Library> find(Library wanted) {
        return libraries.stream().filter(wanted::isSame).findFirst();
    }

    /**
     * Why a library cannot be used together with what is inside, of which the program always takes its own.
     *
     * @return a sentence; empty when it can
     */
    Optional<String> clash(Library wanted) {
        if (wanted.group().equals(Library.CAMEL) && !libraries.isEmpty()) {
            return wanted.version().equals(camelVersion())
                    ? Optional.empty()
                    : Optional.of("Camel's version inside this program is " + camelVersion()
                            + ", and its components have to be of the same");
        }
        return find(wanted)
                .filter(inside -> !goTogether(inside, wanted))
                .map(inside -> inside.name() + " " + inside.version()
                        + " is inside this program, and what is made for " + wanted.version()
                        + " does not run with it");
    }

    private static boolean goTogether(Library inside, Library wanted) {
        if (OF_ONE_MINOR_VERSION.contains(inside.group())) {
            return number(inside, 0) == number(wanted, 0) && number(inside, 1) == number(wanted, 1);
        }
        // Who was made for an earlier one mostly runs with a later one, but not the other way round.
        return number(wanted, 0) <= number(inside, 0);
    }

    /** Long, because a version can be a date and a time. */
    private static long number(Library library, int place) {
        String[] numbers = library.version().split("\\D+");
        return place < numbers.length && !numbers[place].isEmpty() ? Long.parseLong(numbers[place]) : 0;
    }
}
