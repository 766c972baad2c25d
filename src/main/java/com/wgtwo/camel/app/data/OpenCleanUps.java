package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.data.KeptLetter.Key;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table of revocations whose clean-up has failed and not succeeded since. Encrypted like dead letters; each method throws
 * {@link DataAccessException} when the database does not answer.
 */
public final class OpenCleanUps {
    /** Of a key that dead letters have under their route. */
    private static final String ROUTE = "clean-up";

    private final JdbcTemplate jdbc;
    private final LetterSeal seal;

    public OpenCleanUps(DataSource database, LetterSeal seal) {
        this.jdbc = new JdbcTemplate(database);
        this.seal = seal;
    }

    /**
     * A revocation that is still to be cleaned up after.
     *
     * @param id event id
     * @param stream name of the stream it came over, which says how its encoding is to be read
     * @param region name of the region it came from, empty when there is only one
     */
    public record OpenCleanUp(String id, String stream, String region) {}

    /** Notes that a clean-up was tried and failed. */
    public void failed(OpenCleanUp open, byte[] event, Instant now) {
        int known = jdbc.update(
                "update open_clean_up set tried_at = ? where id = ?", now.atOffset(ZoneOffset.UTC), open.id());
        if (known == 0) {
            LetterSeal.Sealing sealing = seal.sealing();
            jdbc.update(
                    "insert into open_clean_up (id, stream, region, event, sealed_with, tried_at) values (?, ?, ?, ?, ?, ?)"
                            + " on conflict do nothing",
                    open.id(),
                    open.stream(),
                    open.region(),
                    sealing.seal(event, key(open), "event"),
                    sealing.keyId(),
                    now.atOffset(ZoneOffset.UTC));
        }
    }

    /** The clean-up succeeded. */
    public void succeeded(String id) {
        jdbc.update("delete from open_clean_up where id = ?", id);
    }

    /** Those that were tried last at that time or before. */
    public List<OpenCleanUp> untriedSince(Instant since) {
        return jdbc.query(
                "select id, stream, region from open_clean_up where tried_at <= ? order by tried_at",
                (row, number) -> new OpenCleanUp(row.getString(1), row.getString(2), row.getString(3)),
                since.atOffset(ZoneOffset.UTC));
    }

    /**
     * Takes one to try it now, unless another instance has done so.
     *
     * @return the event in its encoding; empty when there is nothing to do
     * @throws LetterSeal.UnreadableLetter when it is encrypted and cannot be read
     */
    public Optional<byte[]> take(OpenCleanUp open, Instant untriedSince, Instant now) {
        int taken = jdbc.update(
                "update open_clean_up set tried_at = ? where id = ? and tried_at <= ?",
                now.atOffset(ZoneOffset.UTC),
                open.id(),
                untriedSince.atOffset(ZoneOffset.UTC));
        return taken == 0
                ? Optional.empty()
                : jdbc
                        .query(
                                "select event, sealed_with from open_clean_up where id = ?",
                                (row, number) -> seal.open(row.getBytes(1), row.getString(2), key(open), "event"),
                                open.id())
                        .stream()
                        .findFirst();
    }

    private static Key key(OpenCleanUp open) {
        return new Key(open.id(), ROUTE);
    }
}
