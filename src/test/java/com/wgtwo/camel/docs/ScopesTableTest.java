package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.stream.platform.EventTypes;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of concepts tells the scope that each event type and each stream asks for. */
class ScopesTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Za-z_-]+)` \\| (?:`([^`]+)`|none)", Pattern.MULTILINE);

    @Test
    void everyTypeAndStreamIsToldWithItsScope() {
        String page = new Page("docs/concepts.md").text();
        String section = page.substring(page.indexOf("### Scopes"), page.indexOf("## Window"));
        Map<String, String> told = ROW.matcher(section)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2) == null ? "" : row.group(2)));

        Map<String, String> asked = new TreeMap<>();
        EventTypes.all().forEach(type -> asked.put(type.name(), EventTypes.scope(type)));
        PlatformStreams.names().stream()
                .filter(stream -> !stream.equals("events"))
                .forEach(stream -> asked.put(
                        stream, String.join(" ", PlatformStreams.get(stream).scopes(List.of()))));
        assertThat(told).isEqualTo(asked);
    }
}
