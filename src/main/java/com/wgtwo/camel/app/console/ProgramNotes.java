package com.wgtwo.camel.app.console;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the program knows and the page shows, beside what can be asked of Camel. */
public final class ProgramNotes {
    private final Clock clock;
    private final String version;
    private final @Nullable String sandboxPage;
    private volatile @Nullable Refusal refusal;

    /**
     * An edit of files that was not taken live.
     *
     * @param at when it was refused
     * @param reason file, line and reason
     */
    record Refusal(Instant at, String reason) {}

    /** @param sandboxPage address of the page of the sandbox inside this program; null when there is none */
    public ProgramNotes(Clock clock, String version, @Nullable String sandboxPage) {
        this.clock = clock;
        this.version = version;
        this.sandboxPage = sandboxPage;
    }

    /** Notes that an edit was refused; an empty reason that none is any more. */
    public void refused(String reason) {
        refusal = reason.isEmpty() ? null : new Refusal(clock.instant(), reason);
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }

    @Nullable
    String sandboxPage() {
        return sandboxPage;
    }

    String version() {
        return version;
    }
}
