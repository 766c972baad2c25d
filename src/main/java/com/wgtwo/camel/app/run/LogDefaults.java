package com.wgtwo.camel.app.run;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.Map;

/**
 * How the runnable jar logs as long as {@code logback.configurationFile} names no file: to the console, from INFO, less from
 * libraries. In Java, because reading the same from an XML file took a tenth of the start. Logback finds it by the service
 * entry that only the runnable jar has, so that applications that embed the component keep their own.
 */
public final class LogDefaults extends ContextAwareBase implements Configurator {
    static final String APPENDER = "console";

    /** Three lines of a stack trace: enough to tell where, not a page for each failure. */
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg%n%ex{3}";

    /** These tell what this program tells in words of its own, or more than anybody wants to know. */
    private static final Map<String, Level> QUIETER = Map.ofEntries(
            Map.entry("org.apache.camel", Level.WARN),
            Map.entry("org.apache.camel.impl.engine.AbstractCamelContext", Level.OFF),
            // Prints exceptions with their messages, which may hold an event; the routes log the failure themselves.
            Map.entry("org.apache.camel.processor.FatalFallbackErrorHandler", Level.OFF),
            // Prints whole messages when a stop breaks off what a thread waits for, such as a replay.
            Map.entry("org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager", Level.OFF),
            // Prints headers and bodies, with the client's secret and signatures, at debug.
            Map.entry("org.apache.hc.client5.http", Level.INFO),
            Map.entry("com.zaxxer.hikari", Level.OFF),
            Map.entry("com.icegreen.greenmail", Level.ERROR),
            Map.entry("org.springframework", Level.WARN),
            Map.entry("io.grpc", Level.WARN),
            Map.entry("io.netty", Level.WARN),
            Map.entry("io.vertx", Level.WARN));

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        // Warnings of logback itself would come before the first line of the program.
        loggers.getStatusManager().add(new NopStatusListener());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(loggers);
        console.setName(APPENDER);
        console.setEncoder(encoder);
        console.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        QUIETER.forEach((name, level) -> loggers.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
