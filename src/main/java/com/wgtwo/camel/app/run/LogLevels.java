package com.wgtwo.camel.app.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies {@code log.level} and {@code log.level.<logger>}. */
final class LogLevels {
    private static final String ROOT = "log.level";

    private LogLevels() {}

    /** @throws UserMistake for a level that does not exist */
    static void apply(Settings settings) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
            return;
        }
        settings.names().stream()
                .filter(name -> name.equals(ROOT) || name.startsWith(ROOT + "."))
                .forEach(name -> {
                    String logger = name.equals(ROOT) ? Logger.ROOT_LOGGER_NAME : name.substring(ROOT.length() + 1);
                    loggers.getLogger(logger).setLevel(level(name, settings.getPlain(name)));
                });
    }

    private static Level level(String name, String value) {
        Level level = Level.toLevel(value.strip().toUpperCase(Locale.ROOT), null);
        if (level == null) {
            throw new UserMistake(name + " is '" + value + "' but must be error, warn, info, debug, trace or off");
        }
        return level;
    }
}
