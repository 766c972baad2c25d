package com.wgtwo.camel.app.data;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements that go through whole tables, and rightly take longer than others. */
final class LongWork {
    /** Still an end: a connection that was lost without a word answers never. */
    private static final int LONGEST_ANSWER_MILLIS = 600_000;

    private LongWork() {}

    /** Gives each statement on a connection ten minutes, or what it has if that is more, until the pool has it back. */
    static void on(Connection connection) throws SQLException {
        int given = connection.getNetworkTimeout();
        // 0 is without end.
        if (given > 0 && given < LONGEST_ANSWER_MILLIS) {
            connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
        }
    }
}
