package com.wgtwo.camel.app.data;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.camel.support.service.ServiceSupport;

/** A database that opens while the program goes on starting, and closes after the last route has stopped. */
public final class OpenDatabase extends ServiceSupport {
    private final CompletableFuture<HikariDataSource> opening;

    /** @param open opens the database; runs on another thread, from now on */
    public OpenDatabase(Supplier<HikariDataSource> open) {
        this.opening = CompletableFuture.supplyAsync(open);
    }

    /** The open database; waits for it if need be, and throws what prevented it from opening. */
    public HikariDataSource get() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    @Override
    protected void doStart() {
        get();
    }

    @Override
    protected void doStop() {
        if (!opening.isCompletedExceptionally()) {
            opening.join().close();
        }
    }
}
