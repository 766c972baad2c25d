package com.wgtwo.camel.app.config;

import com.wgtwo.camel.app.UserMistake;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of settings that may be exchanged while the program runs, such as a secret in a file: looked at whenever it is
 * asked for, and made anew when they differ. While they cannot be read or are wrong, the last good one stays, and the log says
 * so once. Thread safe.
 *
 * @param <S> their values, which have to be comparable by {@code equals}
 * @param <T> what is made of them
 */
public final class Renewed<S, T> implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    private final String name;
    private final Supplier<S> reading;
    private final Function<S, T> making;
    private S read;
    private T made;
    private boolean told;

    /**
     * Reads and makes it for the first time, and throws what goes wrong with that.
     *
     * @param name of the settings, for the log
     * @param reading tells their values
     * @param making makes of them what is asked for
     */
    public Renewed(String name, Supplier<S> reading, Function<S, T> making) {
        this.name = name;
        this.reading = reading;
        this.making = making;
        this.read = reading.get();
        this.made = making.apply(read);
    }

    /** A text that is used as it is. */
    public static Supplier<String> text(String name, Supplier<String> reading) {
        return new Renewed<>(name, reading, Function.identity());
    }

    @Override
    public synchronized T get() {
        try {
            S now = reading.get();
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
