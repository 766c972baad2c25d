package com.wgtwo.camel.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Makes the tables of {@code schema.sql}. Doing it again changes nothing. */
final class Schema {
    private static final String RESOURCE = "schema.sql";

    /** Any number does, as long as all instances use the same. */
    static final long POSTGRESQL_LOCK = 0x77677477_6f_63_616dL;

    private Schema() {}

    static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                    LongWork.on(connection);
                    // "if not exists" does not help instances that create the same table at the same moment.
                    statement.execute("select pg_advisory_xact_lock(" + POSTGRESQL_LOCK + ")");
                }
                for (String sql : statements()) {
                    statement.execute(sql);
                }
                connection.commit();
            } catch (SQLException e) {
                try {
                    connection.rollback();
                } catch (SQLException alsoClosed) {
                    e.addSuppressed(alsoClosed);
                }
                throw e;
            }
        }
    }

    /** Reads one of the program's own settings, after making it with the given value if there was none. */
    static String setting(DataSource database, String name, String valueIfNew) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into setting (name, content) values (?, ?) on conflict do nothing");
                PreparedStatement select = connection.prepareStatement("select content from setting where name = ?")) {
            insert.setString(1, name);
            insert.setString(2, valueIfNew);
            insert.executeUpdate();
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("The setting " + name + " vanished while it was read");
                }
                return rows.getString(1);
            }
        }
    }

    private static List<String> statements() {
        try (InputStream stream = Schema.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing in this jar");
            }
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String withoutComments =
                    all.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
            return Arrays.stream(withoutComments.split("\n\\s*\n"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
