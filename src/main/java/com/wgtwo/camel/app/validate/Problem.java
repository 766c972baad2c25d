package com.wgtwo.camel.app.validate;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Something a person has to put right in a file.
 *
 * @param file name of the file as the person knows it, for example {@code routes/sms.camel.yaml}
 * @param line line counted from 1, or 0 when the file as a whole is meant
 * @param column column counted from 1, or 0 as above
 * @param sentence what is wrong, and what was probably meant
 * @param unreadable true when the file cannot be read as YAML at all, as while an editor is still writing it
 */
public record Problem(String file, int line, int column, String sentence, boolean unreadable) {

    /** A problem of a file as a whole. */
    static Problem of(String file, String sentence) {
        return new Problem(file, 0, 0, sentence, false);
    }

    /** One problem as it is, several as a list, one a line. */
    public static String lines(Collection<Problem> problems) {
        return problems.size() == 1
                ? problems.iterator().next().toString()
                : problems.stream()
                        .map(problem -> System.lineSeparator() + "    " + problem)
                        .collect(Collectors.joining());
    }

    /** As compilers write it, which editors and CI logs make a link of. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line + ":" + column : "") + ": " + sentence;
    }
}
