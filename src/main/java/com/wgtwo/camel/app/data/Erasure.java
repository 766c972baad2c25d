package com.wgtwo.camel.app.data;

import java.util.Locale;

/**
 * Why dead letters were deleted, as the table {@code erasure} has it. The consent routes write reasons of their own there:
 * revoked, tenant-revoked, scope-removed, not-in-listing.
 */
public enum Erasure {
    /** The subscriber's consent had been revoked before the letter was to be replayed. */
    REVOKED,
    /** It was older than {@code dead-letters.keep}. */
    EXPIRED,
    /** Somebody asked for it. */
    DISCARDED,
    /** Its route has done it. */
    REPLAYED;

    /** The word in the table. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
