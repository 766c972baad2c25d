package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.wgtwo.camel.app.run.LogDefaults;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The log file that the page for operators shows has the levels of the program itself. */
class LogFilePageTest {
    private static final Pattern LOGGER = Pattern.compile("<logger name=\"(.+)\" level=\"(.+)\"/>");

    @Test
    void itsLoggersHaveTheLevelsThatHoldWithoutIt() {
        LoggerContext loggers = new LoggerContext();
        new LogDefaults().configure(loggers);
        Map<String, Level> set = loggers.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null && !logger.getName().equals("ROOT"))
                .collect(Collectors.toMap(Logger::getName, Logger::getLevel));

        Map<String, Level> shown = LOGGER.matcher(new Page("docs/operating.md").text())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Level.toLevel(row.group(2))));
        assertThat(shown).isEqualTo(set);
    }
}
