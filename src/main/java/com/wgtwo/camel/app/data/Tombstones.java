package com.wgtwo.camel.app.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;

/** When subscribers, known by pseudonym only, took their consent back. */
public final class Tombstones {
    private static final String SELECT = "select revoked_at from tombstone where subscriber = ?";

    private final DataSource database;

    public Tombstones(DataSource database) {
        this.database = database;
    }

    /**
     * When the subscriber last revoked, empty if never. One look-up by primary key.
     *
     * @throws RuntimeCamelException when the database does not answer
     */
    public Optional<Instant> revokedAt(String pseudonym) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setString(1, pseudonym);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
