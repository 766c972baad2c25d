package com.wgtwo.camel.app.data;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Counts the writes to the tables that say whose consent was taken back, see {@link Database#consentEdition}. */
final class ConsentEdition {
    private static final Pattern TABLES =
            Pattern.compile("\\b(tombstone|tenant_tombstone|consent_scope)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CHANGES_ROWS =
            Pattern.compile("\\s*(insert|update|delete|merge)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final AtomicLong count = new AtomicLong();

    /** Of anything but the four plain ways to change rows it is not known what it changes. */
    static boolean isChangedBy(String sql) {
        return !CHANGES_ROWS.matcher(sql).matches() || TABLES.matcher(sql).find();
    }

    /** What was written can be seen by others now. */
    void changed() {
        count.incrementAndGet();
    }

    long get() {
        return count.get();
    }
}
