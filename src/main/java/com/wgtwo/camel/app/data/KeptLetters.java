package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.data.KeptLetter.Content;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the table of dead letters, and takes letters out of it. Its methods throw Spring's DataAccessException. */
public final class KeptLetters {
    private static final String COLUMNS =
            "id, route, stream, region, event_type, subscriber, cause, attempts, first_at, last_at, replay_asked_at";
    private static final String ONE = " where id = ? and route = ?";

    private static final String FREE = " and (replayed_by is null or replaying_at < ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LetterSeal seal;

    /** @param seal opens what was encrypted */
    public KeptLetters(DataSource database, LetterSeal seal) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        this.seal = seal;
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

    /**
     * The letters given up last, those given up first before the others.
     *
     * @param route the route that gave them up, null for any
     * @param limit how many at most
     */
    public List<KeptLetter> newest(@Nullable String route, int limit) {
        List<KeptLetter> newest = new ArrayList<>(jdbc.query(
                "select " + COLUMNS + " from dead_letter where (cast(? as varchar) is null or route = ?)"
                        + " order by first_at desc, id desc, route desc limit ?",
                (row, number) -> letter(row),
                route,
                route,
                limit));
        Collections.reverse(newest);
        return newest;
    }

    /** How many there are. */
    public long count() {
        Long count = jdbc.queryForObject("select count(*) from dead_letter", Long.class);
        return count == null ? 0 : count;
    }

    /**
     * Letters whose replay is asked for, those given up first before the others.
     *
     * @param limit how many at most
     */
    public List<KeptLetter> asked(int limit) {
        return jdbc.query(
                "select " + COLUMNS
                        + " from dead_letter where replay_asked_at is not null order by first_at, id, route limit ?",
                (row, number) -> letter(row),
                limit);
    }

    /**
     * What was given up; empty when the letter is gone.
     *
     * @throws LetterSeal.UnreadableLetter when it is encrypted and cannot be read
     */
    public Optional<Content> content(Key key) {
        return jdbc
                .query(
                        "select event, event_json, sealed_with from dead_letter" + ONE,
                        (row, number) -> new Content(
                                seal.open(row.getBytes(1), row.getString(3), key, "event"),
                                seal.open(row.getString(2), row.getString(3), key, "event_json")),
                        key.id(),
                        key.route())
                .stream()
                .findFirst();
    }

    /** Whether the letter is there. */
    public boolean exists(Key key) {
        return !jdbc.queryForList("select 1 from dead_letter" + ONE, key.id(), key.route())
                .isEmpty();
    }

    /** How many letters are encrypted, by the id of the key. */
    public Map<String, Long> countByKey() {
        Map<String, Long> answer = new TreeMap<>();
        jdbc.query(
                "select sealed_with, count(*) from dead_letter where sealed_with is not null group by sealed_with",
                row -> {
                    answer.put(row.getString(1), row.getLong(2));
                });
        return answer;
    }

    /** Asks for a replay: by this process, or another one on the same database, or the next one. */
    public void ask(Key key, Instant now) {
        jdbc.update("update dead_letter set replay_asked_at = ?" + ONE, time(now), key.id(), key.route());
    }

    /** Deletes a letter, unless it is being replayed; true when it was there. */
    public boolean discard(Key key, Instant staleSince) {
        return erase(Erasure.DISCARDED, ONE + FREE, key.id(), key.route(), time(staleSince)) == 1;
    }

    /**
     * Deletes the letters that were given up before some time, unless they are being replayed.
     *
     * @return how many there were
     */
    public int expire(Instant before, Instant staleSince) {
        return erase(Erasure.EXPIRED, " where first_at < ?" + FREE, time(before), time(staleSince));
    }

    /**
     * Takes a letter for a replay, if that is still asked for as it was when the letter was read: whoever read it too may
     * have run it meanwhile.
     *
     * @param by name of the process, which itself takes care not to take a letter twice
     * @param staleSince whoever took it before and was not heard of since then has ended
     * @return false when the letter is gone, or another process is or was at it
     */
    public boolean take(KeptLetter letter, String by, Instant now, Instant staleSince) {
        return jdbc.update(
                        "update dead_letter set replayed_by = ?, replaying_at = ?" + ONE
                                + " and (replayed_by is null or replayed_by = ? or replaying_at < ?)"
                                + " and replay_asked_at is not distinct from cast(? as timestamp with time zone)",
                        by,
                        time(now),
                        letter.id(),
                        letter.route(),
                        by,
                        time(staleSince),
                        letter.replayAsked() == null ? null : time(letter.replayAsked()))
                == 1;
    }

    /** Says that a process is still at the letters it took. */
    public void stillAt(String by, Instant now) {
        jdbc.update("update dead_letter set replaying_at = ? where replayed_by = ?", time(now), by);
    }

    /** The replay was broken off; that it is asked for stays, for the next process. */
    public void release(Key key) {
        jdbc.update("update dead_letter set replayed_by = null, replaying_at = null" + ONE, key.id(), key.route());
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
                DeadLetterStore.cause(cause),
                attempts,
                time(now),
                key.id(),
                key.route());
    }

    /** The replay has ended for good; false when the letter had been erased meanwhile. */
    public boolean done(Key key, Erasure why) {
        return erase(why, ONE, key.id(), key.route()) == 1;
    }

    /** Deletes all letters of an event. */
    public void erase(String id, Erasure why) {
        erase(why, " where id = ?", id);
    }

    /** Deletes letters and writes it down, both or neither. */
    private int erase(Erasure why, String condition, Object... values) {
        Integer count = transaction.execute(status -> {
            int gone = jdbc.update("delete from dead_letter" + condition, values);
            if (gone > 0) {
                jdbc.update(
                        "insert into erasure (erased_at, why, letters) values (current_timestamp, ?, ?)",
                        why.word(),
                        gone);
            }
            return gone;
        });
        return Objects.requireNonNull(count);
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
