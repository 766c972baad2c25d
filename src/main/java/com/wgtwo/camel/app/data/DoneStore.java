package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.event.Newest;
import com.wgtwo.camel.app.event.StillInWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Remembers in the database what is done, so that it is not done again after a crash, nor by another instance on the same
 * database. What is in work is known in this process only: it becomes done when it is confirmed, and a crash before that
 * leaves it undone. While the database does not answer, what was confirmed is known in this process at least.
 *
 * <p>Entries are deleted after {@link #KEPT}. The platform keeps events for 30 minutes, and the ack timeout is 10 minutes
 * at most; nothing older than their sum comes again.
 */
public final class DoneStore extends ServiceSupport implements IdempotentRepository {
    /** How long entries are kept at least. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(DoneStore.class);

    private static final int KNOWN_HERE = 10_000;

    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(5);

    private final Supplier<DataSource> database;
    private final Clock clock;
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> doneHere = Collections.synchronizedMap(new Newest<>(KNOWN_HERE));
    private final AtomicLong purgedAt = new AtomicLong();

    public DoneStore(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(database.get());
    }

    /**
     * Begins the work, unless it is done.
     *
     * @throws StillInWork when it is in work here
     */
    @Override
    public boolean add(String key) {
        if (!inWork.add(key)) {
            throw new StillInWork();
        }
        boolean done = true;
        try {
            done = contains(key);
        } finally {
            if (done) {
                inWork.remove(key);
            }
        }
        return !done;
    }

    @Override
    public boolean contains(String key) {
        return doneHere.containsKey(key)
                || !jdbc().queryForList("select 1 from done where what = ?", key)
                        .isEmpty();
    }

    /** The work is done. Never fails, because Camel asks in a place where nothing can be done about it. */
    @Override
    public boolean confirm(String key) {
        doneHere.put(key, true);
        try {
            commit(key);
        } catch (DataAccessException e) {
            LOG.debug("{} is known to this process only", key, e);
        }
        return inWork.remove(key);
    }

    /**
     * The work is done: in the database when this returns.
     *
     * @throws DataAccessException when the database did not take it
     */
    public void commit(String key) {
        purge();
        jdbc().update(
                        "insert into done (what, done_at) values (?, ?) on conflict do nothing",
                        key,
                        clock.instant().atOffset(ZoneOffset.UTC));
        doneHere.put(key, true);
    }

    /** The work failed, or what was done is to be done again. */
    @Override
    public boolean remove(String key) {
        if (inWork.remove(key)) {
            return true;
        }
        doneHere.remove(key);
        return jdbc().update("delete from done where what = ?", key) > 0;
    }

    @Override
    public void clear() {
        doneHere.clear();
        jdbc().update("delete from done");
    }

    /**
     * Deletes entries that are too old, every five minutes at most.
     *
     * @throws DataAccessException when the database does not answer
     */
    public void purge() {
        Instant now = clock.instant();
        long last = purgedAt.get();
        boolean due = now.toEpochMilli() - last > BETWEEN_PURGES.toMillis();
        if (due && purgedAt.compareAndSet(last, now.toEpochMilli())) {
            jdbc().update("delete from done where done_at < ?", now.minus(KEPT).atOffset(ZoneOffset.UTC));
        }
    }
}
