package com.wgtwo.camel.app.consent;

import com.wgtwo.camel.app.data.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Knows of most events, without asking the database for each, that nothing was ever written there about whom they concern.
 * It keeps four bytes for each name in the tables: two names may be taken for each other, and then the database is asked
 * after all. Of a database that others write to as well, and of one with more than {@value #MOST} names, it knows nothing.
 */
final class Unconcerned {
    /** 800 kB. */
    static final int MOST = 200_000;

    /** Reading them takes no more than this part of the time, however often they change. */
    private static final int PART = 20;

    private static final String NAMES = """
            select subscriber from tombstone
            union all select tenant from tenant_tombstone
            union all select target from consent_scope
            fetch first %d rows only""".formatted(MOST + 1);

    private final DataSource database;
    private final @Nullable LongSupplier edition;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(Long.MIN_VALUE, new int[0]);
    private long readAgainAt = System.nanoTime();

    Unconcerned(DataSource database) {
        this.database = database;
        this.edition = Database.consentEdition(database).orElse(null);
    }

    /** Hashes of all names, sorted, as they were in an edition of the tables; null when they are too many. */
    private record Known(long edition, int @Nullable [] hashes) {}

    /**
     * True when the tables say nothing of any of these names; false when they do, or when that is not known.
     *
     * @throws SQLException when the database does not answer
     */
    boolean holdsFor(String... names) throws SQLException {
        if (edition == null) {
            return false;
        }
        Known current = known;
        if (current.edition() != edition.getAsLong()) {
            current = read(edition);
        }
        if (current == null || current.hashes() == null) {
            return false;
        }
        for (String name : names) {
            if (Arrays.binarySearch(current.hashes(), name.hashCode()) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Null when another thread is at it, or when it was done just now. */
    private @Nullable Known read(LongSupplier edition) throws SQLException {
        if (!reading.tryLock()) {
            return null;
        }
        try {
            long begun = System.nanoTime();
            if (begun - readAgainAt < 0) {
                return null;
            }
            // Before the names: what is written meanwhile makes another edition.
            long current = edition.getAsLong();
            Known fresh = new Known(current, names());
            known = fresh;
            long ended = System.nanoTime();
            readAgainAt = ended + Math.max(PART * (ended - begun), TimeUnit.MILLISECONDS.toNanos(1));
            return fresh;
        } finally {
            reading.unlock();
        }
    }

    private int @Nullable [] names() throws SQLException {
        int[] hashes = new int[64];
        int count = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(NAMES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (count == MOST) {
                    return null;
                }
                if (count == hashes.length) {
                    hashes = Arrays.copyOf(hashes, 2 * count);
                }
                hashes[count++] = rows.getString(1).hashCode();
            }
        }
        int[] answer = Arrays.copyOf(hashes, count);
        Arrays.sort(answer);
        return answer;
    }
}
