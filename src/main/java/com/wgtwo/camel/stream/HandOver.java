package com.wgtwo.camel.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with an exchange on another thread than that of a connection. */
public final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private HandOver() {}

    /**
     * Runs what is left of an exchange by an executor; at once and here when that takes nothing any more, or when the system
     * gives it no thread: an exchange whose callback is not called never ends.
     */
    public static void to(Executor executor, Runnable rest) {
        try {
            executor.execute(rest);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            here(rest).accept(e);
        }
    }

    /** Runs what is left of an exchange on the thread that finds that no other can be had. */
    static Consumer<Throwable> here(Runnable rest) {
        return noThread -> {
            LOG.debug("no thread can be had, what is left of an exchange runs on the connection's", noThread);
            rest.run();
        };
    }
}
