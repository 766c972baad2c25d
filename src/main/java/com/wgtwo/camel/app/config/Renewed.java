package com.wgtwo.camel.app.config;

import com.wgtwo.camel.app.UserMistake;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of settings that may be exchanged while the program runs, such as a secret in a file: looked at whenever it is
 * asked for, and made anew when they differ. While they cannot be read or are wrong, the last good one stays, and the log says
 * so once. Thread safe.
 */
public final class Renewed<T> implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    private final String name;
    private final Supplier<List<String>> reading;
    private final Function<List<String>, T> making;
    private List<String> read;
    private T made;
    private boolean told;

    /**
     * Reads and makes it for the first time, and throws what goes wrong with that.
     *
     * @param name of the settings, for the log
     * @param reading tells their values
     * @param making makes of them what is asked for
     */
    public Renewed(String name, Supplier<List<String>> reading, Function<List<String>, T> making) {
        this.name = name;
        this.reading = reading;
        this.making = making;
        this.read = reading.get();
        this.made = making.apply(read);
    }

    @Override
    public synchronized T get() {
        try {
            List<String> now = reading.get();
            if (!now.equals(read)) {
                made = making.apply(now);
                read = now;
                LOG.info("{} was exchanged; the new value is used from now on.", name);
            }
            told = false;
        } catch (RuntimeException e) {
            // One that nobody wrote a sentence for may hold the secret.
            String reason = e instanceof UserMistake ? e.getMessage() : "it is not valid.";
            if (!told) {
                LOG.error("{} was exchanged, but cannot be used; the former value stays in use: {}", name, reason);
            }
            told = true;
        }
        return made;
    }
}
