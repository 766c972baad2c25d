package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README tells the properties as they are shipped. */
class PropertiesTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z][a-z0-9.-]+)` \\| (?:`(.*?)`)? ?\\| \\S.* \\|$", Pattern.MULTILINE);

    @Test
    void everyPropertyIsInTheTableWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> told = ROW.matcher(new Page("README.md").text())
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), PropertiesTableTest::value, (a, b) -> a + " and " + b, TreeMap::new));
        Properties shipped = new Properties();
        shipped.load(new StringReader(new Page("application.properties").text()));

        assertThat(told)
                .containsExactlyInAnyOrderEntriesOf(shipped.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, shipped::getProperty)));
    }

    private static String value(MatchResult row) {
        return row.group(2) == null ? "" : row.group(2);
    }
}
