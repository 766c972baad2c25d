package com.wgtwo.camel.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a process that has ended left in the table of dead letters. */
final class DeadLetterTable {

    private DeadLetterTable() {}

    /** Ids of the events in the embedded database of a process that has ended. */
    static List<String> of(AppProcess ended) throws SQLException {
        return of(url(ended), "", "");
    }

    /** Makes a letter older, in the embedded database of a process that has ended. */
    static void age(AppProcess ended, String id, Duration by) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(ended), "", "");
                PreparedStatement update = connection.prepareStatement(
                        "update dead_letter set first_at = dateadd('SECOND', ?, first_at) where id = ?")) {
            update.setLong(1, -by.toSeconds());
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    private static String url(AppProcess ended) {
        return "jdbc:h2:file:" + ended.folder().resolve("data/wgtwo") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    }

    static List<String> of(String url, String user, String password) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                ResultSet rows =
                        connection.createStatement().executeQuery("select id from dead_letter order by first_at")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
