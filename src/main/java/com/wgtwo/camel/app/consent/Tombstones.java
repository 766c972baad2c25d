package com.wgtwo.camel.app.consent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** What is remembered of consents that were taken back, wholly or in part. */
final class Tombstones {
    /** The v0 and the v1 event of one revocation are made by one action of the platform, and differ by no more than this. */
    private static final Duration SAME_REVOCATION = Duration.ofMinutes(1);

    /**
     * One query around the union, because H2 keeps the plan of a query between calls and that of a union it makes anew: ten
     * times the work of the answer itself, for each event.
     */
    private static final String SELECT = """
            select * from (
            select 1 as kind, revoked_at, true as confirmed, false as own, '' as scopes
              from tombstone where subscriber in (?, ?)
            union all
            select 2, revoked_at, confirmed,
                   exists (select 1 from own_consent o where o.tenant = t.tenant and o.subscription = ?), ''
              from tenant_tombstone t where tenant = ?
            union all
            select 3, changed_at, confirmed, false, scopes from consent_scope where target in (?, ?)
            union all
            select 4, changed_at, confirmed,
                   exists (select 1 from own_consent o where o.tenant = ? and o.subscription = ?), scopes
              from consent_scope where target = ?) as known
            order by kind""";

    private static final String CLEANED =
            "select cleaned_up_to, told_by from tombstone where subscriber in (?, ?) and cleaned_up_to is not null";

    private static final int OF_SUBSCRIBER = 1;
    private static final int OF_TENANT = 2;
    private static final int SCOPES_OF_SUBSCRIBER = 3;

    private final DataSource database;
    private final Unconcerned unconcerned;

    Tombstones(DataSource database) {
        this.database = database;
        this.unconcerned = new Unconcerned(database);
    }

    /** What consent says about an event. */
    enum Verdict {
        /** Nothing is known against it. */
        VALID,
        /** It was made before the consent for it was taken back. */
        REVOKED,
        /** It was made before its tenant took consent back, and may be covered by a consent of the subscriber's own. */
        UNCLEAR
    }

    /**
     * Whom an event is about, by pseudonyms.
     *
     * @param subscriber the number; empty when there is none
     * @param subscription the subscription; empty when there is none
     * @param tenant name of the tenant, which is no pseudonym; empty when there is none
     */
    record About(String subscriber, String subscription, String tenant) {}

    /**
     * Judges an event, with one query at most.
     *
     * @param about whom it is about
     * @param scopes tells the right it takes to be sent it; empty for none
     * @param made when it was made; null, when it does not say, counts as before everything
     * @throws RuntimeCamelException when the database does not answer
     */
    Verdict judge(About about, Supplier<String> scopes, @Nullable Instant made) {
        String tenant = scopeTargetOfTenant(about.tenant());
        if (isUnconcerned(about, tenant)) {
            return Verdict.VALID;
        }
        List<String> parameters = List.of(
                about.subscriber(),
                about.subscription(),
                about.subscription(),
                about.tenant(),
                about.subscriber(),
                about.subscription(),
                about.tenant(),
                about.subscription(),
                tenant);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return judge(rows, scopes.get(), made);
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private boolean isUnconcerned(About about, String scopeTargetOfTenant) {
        try {
            return unconcerned.holdsFor(about.subscriber(), about.subscription(), about.tenant(), scopeTargetOfTenant);
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static Verdict judge(ResultSet rows, String scope, @Nullable Instant made) throws SQLException {
        boolean ownScopes = false;
        boolean unclear = false;
        while (rows.next()) {
            int kind = rows.getInt(1);
            ownScopes |= kind == SCOPES_OF_SUBSCRIBER;
            Instant at = rows.getObject(2, OffsetDateTime.class).toInstant();
            if (made != null && made.isAfter(at)) {
                continue;
            }
            boolean confirmed = rows.getBoolean(3);
            boolean own = rows.getBoolean(4);
            boolean covered = Arrays.asList(rows.getString(5).split(" ")).contains(scope);
            switch (kind) {
                case OF_SUBSCRIBER -> {
                    return Verdict.REVOKED;
                }
                case OF_TENANT -> {
                    if (confirmed && !own) {
                        return Verdict.REVOKED;
                    }
                    unclear |= !confirmed;
                }
                case SCOPES_OF_SUBSCRIBER -> {
                    if (!scope.isEmpty() && !covered) {
                        return Verdict.REVOKED;
                    }
                }
                default -> {
                    // The tenant's change does not touch a subscriber whose own consent is known.
                    if (!scope.isEmpty() && !covered && !own && !ownScopes) {
                        if (confirmed) {
                            return Verdict.REVOKED;
                        }
                        unclear = true;
                    }
                }
            }
        }
        return unclear ? Verdict.UNCLEAR : Verdict.VALID;
    }

    /**
     * True when the clean-up for a revocation was done already: for the same or a later one, or for the same as another
     * stream told it.
     */
    boolean isCleanedUp(About about, Instant revokedAt, String stream) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLEANED)) {
            statement.setString(1, about.subscriber());
            statement.setString(2, about.subscription());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant cleaned = rows.getObject(1, OffsetDateTime.class).toInstant();
                    String told = rows.getString(2);
                    boolean otherStream = !told.equals(stream) && !told.equals("both");
                    if (!revokedAt.isAfter(otherStream ? cleaned.plus(SAME_REVOCATION) : cleaned)) {
                        return true;
                    }
                }
                return false;
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** How a tenant is named in the table of scopes, where pseudonyms of subscribers stand beside it. */
    static String scopeTargetOfTenant(String tenant) {
        return "tenant " + tenant;
    }
}
