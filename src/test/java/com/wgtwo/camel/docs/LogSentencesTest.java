package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.junit.jupiter.api.Test;

/**
 * The troubleshooting page quotes sentences that the program really says: in a string of its Java sources, or in its
 * routes. What a comment says does not count.
 */
class LogSentencesTest {
    private static final Pattern HEADING = Pattern.compile("^### `(.*)`$", Pattern.MULTILINE);

    /** A comment, a character, a text block or a string: whichever begins first holds what looks like the others. */
    private static final Pattern COMMENT_OR_STRING = Pattern.compile("(?s:/\\*.*?\\*/)|//[^\n]*|'(?:[^'\\\\]|\\\\.)++'"
            + "|\"\"\"(?<block>(?s:.*?))\"\"\"|\"(?<string>(?:[^\"\\\\\n]|\\\\.)*+)\"");

    private static final Pattern BETWEEN_PIECES = Pattern.compile("\\s*\\+\\s*");
    private static final Pattern YAML_COMMENT = Pattern.compile("(?m)(?:^|\\s)#\\s.*$");

    @Test
    void everyQuotedSentenceOccursInTheSources() throws IOException {
        String said = said();
        List<String> quoted = HEADING.matcher(new Page("docs/troubleshooting.md").text())
                .results()
                .flatMap(heading -> Arrays.stream(heading.group(1).split("…")))
                .map(fragment -> fragment.strip().replaceFirst("^[,;:.] ?", ""))
                .filter(fragment -> fragment.length() > 2)
                .toList();

        assertThat(quoted)
                .hasSizeGreaterThan(30)
                .allSatisfy(fragment -> assertThat(said.contains(fragment))
                        .as("the program nowhere says '%s'", fragment)
                        .isTrue());
    }

    @Test
    void whatOnlyACommentSaysIsNotSaid() {
        assertThat(strings("/* a */ x(\"b // c\" // d\n  + \"e\", '\"', f, \"g\");"))
                .contains("b // ce", "g")
                .doesNotContain("a", "d", "f");
        assertThat(YAML_COMMENT.matcher("# a\nb: \"#c\" # d\n").replaceAll("")).isEqualTo("\nb: \"#c\"\n");
    }

    private static String said() throws IOException {
        String java =
                files(Path.of("src/main/java")).map(file -> strings(read(file))).collect(Collectors.joining("\n"));
        String routes = files(Path.of("routes"))
                .filter(file -> file.toString().endsWith(".yaml"))
                .map(file -> YAML_COMMENT.matcher(read(file)).replaceAll(""))
                .collect(Collectors.joining("\n"));
        return java + "\n" + routes + "\n" + DirectConsumerNotAvailableException.class.getSimpleName();
    }

    /** The strings of a Java source, a line each; those that are put together with nothing between are one. */
    private static String strings(String source) {
        StringBuilder strings = new StringBuilder();
        StringBuilder between = new StringBuilder();
        Matcher token = COMMENT_OR_STRING.matcher(source);
        int end = 0;
        while (token.find()) {
            between.append(source, end, token.start());
            end = token.end();
            String string = token.group("string") == null ? token.group("block") : token.group("string");
            if (string == null) {
                between.append(token.group().startsWith("'") ? token.group() : " ");
            } else {
                strings.append(BETWEEN_PIECES.matcher(between).matches() ? "" : "\n")
                        .append(string);
                between.setLength(0);
            }
        }
        return strings.toString();
    }

    private static Stream<Path> files(Path directory) {
        try {
            return Files.walk(directory).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
