package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.junit.jupiter.api.Test;

/** The troubleshooting page quotes sentences that the program really says. */
class LogSentencesTest {
    private static final Pattern HEADING = Pattern.compile("^### `(.*)`$", Pattern.MULTILINE);
    private static final Pattern STRINGS_IN_PIECES = Pattern.compile("\"\\s*\\+\\s*\"");

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

    private static String said() throws IOException {
        try (Stream<Path> sources =
                Stream.of(Path.of("src/main/java"), Path.of("routes")).flatMap(LogSentencesTest::files)) {
            String own = sources.map(LogSentencesTest::read).collect(Collectors.joining("\n"));
            return STRINGS_IN_PIECES.matcher(own).replaceAll("")
                    + DirectConsumerNotAvailableException.class.getSimpleName();
        }
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
