package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.data.KeptLetter.Key;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** The table of dead letters. */
public final class DeadLetterStore {
    private static final int LONGEST_CAUSE = 1000;

    private static final String INSERT = """
        insert into dead_letter
          (id, route, event_type, subscriber, tenant, event, event_json, cause, attempts, first_at, last_at,
           stream, subscription, scope, region, sealed_with, made_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict do nothing\
        """;
    private static final String UPDATE =
            "update dead_letter set cause = ?, attempts = ?, last_at = ? where id = ? and route = ?";

    private final DataSource database;
    private final LetterSeal seal;

    /** @param seal encrypts what is kept of an event */
    public DeadLetterStore(DataSource database, LetterSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /**
     * Keeps a dead letter; one that is there already gets the newer cause, number of attempts and time.
     *
     * @throws Failure when the database did not take it
     */
    public void keep(DeadLetter letter) {
        try (Connection connection = database.getConnection()) {
            if (insert(connection, letter) == 0) {
                update(connection, letter);
            }
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private int insert(Connection connection, DeadLetter letter) throws SQLException {
        Key key = new Key(letter.id(), letter.route());
        LetterSeal.Sealing sealing = seal.sealing();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, letter.id());
            statement.setString(2, letter.route());
            statement.setString(3, letter.type());
            statement.setString(4, letter.subscriber());
            statement.setString(5, letter.tenant());
            statement.setBytes(6, sealing.seal(letter.event(), key, "event"));
            statement.setString(7, sealing.seal(letter.json(), key, "event_json"));
            statement.setString(8, cause(letter.cause()));
            statement.setInt(9, letter.attempts());
            statement.setObject(10, letter.at().atOffset(ZoneOffset.UTC));
            statement.setObject(11, letter.at().atOffset(ZoneOffset.UTC));
            statement.setString(12, letter.stream());
            statement.setString(13, letter.subscription());
            statement.setString(14, letter.scope());
            statement.setString(15, letter.region());
            statement.setString(16, sealing.keyId());
            statement.setObject(17, letter.made() == null ? null : letter.made().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        }
    }

    private static void update(Connection connection, DeadLetter letter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, cause(letter.cause()));
            statement.setInt(2, letter.attempts());
            statement.setObject(3, letter.at().atOffset(ZoneOffset.UTC));
            statement.setString(4, letter.id());
            statement.setString(5, letter.route());
            statement.executeUpdate();
        }
    }

    /** As much of a cause as its column takes: a route of the user's may give one of any length. */
    static String cause(String text) {
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE - 1) + "…";
    }

    /** The store did not take a dead letter. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(SQLException cause) {
            super("the dead letter store failed", cause);
        }
    }
}
