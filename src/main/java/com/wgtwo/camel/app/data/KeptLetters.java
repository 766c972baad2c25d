package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.data.KeptLetter.Content;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the table of dead letters, and takes letters out of it. Its methods throw Spring's DataAccessException. */
public final class KeptLetters {
    private static final String COLUMNS =
            "id, route, stream, region, event_type, subscriber, cause, attempts, first_at, last_at, replay_asked_at";
    private static final String ONE = " where id = ? and route = ?";

    private final JdbcTemplate jdbc;

    public KeptLetters(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    /**
     * Letters, those given up first before the others.
     *
     * @param idPrefix how their id begins; empty for all
     * @param route the route that gave them up, null for any
     */
    public List<KeptLetter> find(String idPrefix, @Nullable String route) {
        return jdbc.query(
                "select " + COLUMNS
                        + " from dead_letter where substr(id, 1, ?) = ? and (cast(? as varchar) is null or route = ?)"
                        + " order by first_at, id, route",
                (row, number) -> letter(row),
                idPrefix.length(),
                idPrefix,
                route,
                route);
    }

    /** How many there are. */
    public long count() {
        Long count = jdbc.queryForObject("select count(*) from dead_letter", Long.class);
        return count == null ? 0 : count;
    }

    /** Letters whose replay is asked for. */
    public List<KeptLetter> asked() {
        return jdbc.query(
                "select " + COLUMNS
                        + " from dead_letter where replay_asked_at is not null order by first_at, id, route",
                (row, number) -> letter(row));
    }

    /** What was given up; empty when the letter is gone. */
    public Optional<Content> content(Key key) {
        return jdbc
                .query(
                        "select event, event_json from dead_letter" + ONE,
                        (row, number) -> new Content(row.getBytes(1), row.getString(2)),
                        key.id(),
                        key.route())
                .stream()
                .findFirst();
    }

    /** Asks for a replay: by this process, or another one on the same database, or the next one. */
    public void ask(Key key, Instant now) {
        jdbc.update("update dead_letter set replay_asked_at = ?" + ONE, time(now), key.id(), key.route());
    }

    /** Deletes a letter, unless it is being replayed; true when it was there. */
    public boolean discard(Key key, Instant staleSince) {
        return jdbc.update(
                        "delete from dead_letter" + ONE + " and (replayed_by is null or replaying_at < ?)",
                        key.id(),
                        key.route(),
                        time(staleSince))
                == 1;
    }

    /**
     * Takes a letter for a replay.
     *
     * @param by name of the process, which itself takes care not to take a letter twice
     * @param staleSince whoever took it before and was not heard of since then has ended
     * @return false when the letter is gone, or another process is at it
     */
    public boolean take(Key key, String by, Instant now, Instant staleSince) {
        return jdbc.update(
                        "update dead_letter set replayed_by = ?, replaying_at = ?" + ONE
                                + " and (replayed_by is null or replayed_by = ? or replaying_at < ?)",
                        by,
                        time(now),
                        key.id(),
                        key.route(),
                        by,
                        time(staleSince))
                == 1;
    }

    /** Says that a process is still at the letters it took. */
    public void stillAt(String by, Instant now) {
        jdbc.update("update dead_letter set replaying_at = ? where replayed_by = ?", time(now), by);
    }

    /** The replay ended and the letter stays; the next one has to be asked for. */
    public void putBack(Key key) {
        jdbc.update(
                "update dead_letter set replay_asked_at = null, replayed_by = null, replaying_at = null" + ONE,
                key.id(),
                key.route());
    }

    /** Like {@link #putBack}, with what went wrong this time. */
    public void failedAgain(Key key, String cause, int attempts, Instant now) {
        jdbc.update(
                "update dead_letter set cause = ?, attempts = ?, last_at = ?" + ONE,
                cause,
                attempts,
                time(now),
                key.id(),
                key.route());
    }

    /** The replay succeeded; false when the letter had been erased meanwhile. */
    public boolean done(Key key) {
        return jdbc.update("delete from dead_letter" + ONE, key.id(), key.route()) == 1;
    }

    private static KeptLetter letter(ResultSet row) throws SQLException {
        OffsetDateTime asked = row.getObject("replay_asked_at", OffsetDateTime.class);
        return new KeptLetter(
                row.getString("id"),
                row.getString("route"),
                row.getString("stream"),
                row.getString("region"),
                row.getString("event_type"),
                row.getString("subscriber"),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                asked == null ? null : asked.toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
