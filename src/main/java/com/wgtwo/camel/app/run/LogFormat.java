package com.wgtwo.camel.app.run;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.wgtwo.camel.app.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies {@code log.format}. With json each line is an object with timestamp (milliseconds since 1970), level, threadName,
 * loggerName, formattedMessage, kvpList (eventId, where a line is about one event) and throwable.
 */
final class LogFormat {
    private LogFormat() {}

    static void apply(Settings settings) {
        if (settings.getPlain("log.format").equals("json")
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers
                && loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogDefaults.APPENDER)
                        instanceof OutputStreamAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(loggers);
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithMarkers(false);
            encoder.setWithMDC(false);
            // The message as people read it, once.
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            console.setEncoder(encoder);
        }
    }
}
