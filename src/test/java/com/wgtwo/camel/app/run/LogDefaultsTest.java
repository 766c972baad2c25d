package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LogDefaultsTest {
    private static final String FILE = ClassicConstants.CONFIG_FILE_PROPERTY;

    private final LoggerContext loggers = new LoggerContext();

    @Test
    void tellsWhatTheProgramSaysAndLittleOfItsLibraries() {
        String before = System.getProperty(FILE);
        System.clearProperty(FILE);
        try {
            assertThat(new LogDefaults().configure(loggers)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        } finally {
            restore(before);
        }

        assertThat(loggers.getLogger(Logger.ROOT_LOGGER_NAME)
                        .getAppender(LogDefaults.APPENDER)
                        .isStarted())
                .isTrue();
        assertThat(loggers.getLogger("com.wgtwo.camel").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(loggers.getLogger("org.apache.camel.main").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(loggers.getLogger("org.apache.camel.processor.FatalFallbackErrorHandler")
                        .getEffectiveLevel())
                .as("it would print exceptions with what they hold of the event")
                .isEqualTo(Level.OFF);
    }

    @Test
    void leavesItToAFileThatIsNamed() {
        String before = System.getProperty(FILE);
        System.setProperty(FILE, "mine.xml");
        try {
            assertThat(new LogDefaults().configure(loggers)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        } finally {
            restore(before);
        }

        assertThat(loggers.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .isExhausted();
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(FILE);
        } else {
            System.setProperty(FILE, before);
        }
    }
}
