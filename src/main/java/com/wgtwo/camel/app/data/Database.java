package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.DiscreetAddress;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.Credentials;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Opens the database of {@code data.url}, an H2 file or a PostgreSQL server, with its tables made. */
public final class Database {
    /** A step that waits longer for a connection is better tried again: the default ack timeout is 30 s. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * What an idle connection has to show that it is alive. The pool's default is as long as {@link #LONGEST_WAIT}: a single
     * one that was lost without a word would fail the step that it is tried for.
     */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    /**
     * What makes H2 understand the same SQL as PostgreSQL, leaves closing it to the orderly end of the program, and has
     * each commit in the file before it returns: by default H2 writes half a second later, and what a process that is
     * killed meanwhile has acknowledged to the platform would be gone.
     */
    private static final Map<String, String> H2_OPTIONS = Map.of(
            "MODE", "PostgreSQL",
            "DATABASE_TO_LOWER", "TRUE",
            "DEFAULT_NULL_ORDERING", "HIGH",
            "DB_CLOSE_ON_EXIT", "FALSE",
            "WRITE_DELAY", "0");

    private static final String H2_FILE = "jdbc:h2:file:";

    /** No other scheme, such as mem: or tcp:; a single letter is a drive. */
    private static final Pattern H2_FILE_URL = Pattern.compile("jdbc:h2:(file:|(?![a-zA-Z]{2,}:))(?<file>[^;]*).*");

    /**
     * A connection that was lost without a word, by a failover or a NAT, would otherwise hold its thread for a quarter of an
     * hour or for ever, and soon all of the pool with it. The socket's timeout is in seconds; what may take longer says so
     * itself. That for the first answer of a server, in milliseconds, is well below {@link #LONGEST_WAIT}: by the driver's
     * default it would be as long, and one connection that gets none would fail the step that waits for the next one.
     */
    private static final Map<String, String> POSTGRESQL_OPTIONS =
            Map.of("socketTimeout", "30", "tcpKeepAlive", "true", "sslResponseTimeout", "2000");

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private static final int H2_IN_USE = 90020;
    private static final int H2_NOT_FOUND = 90146;
    private static final int H2_GENERAL_ERROR = 50000;
    private static final int H2_CLOSED = 90098;
    private static final int H2_CLOSED_CONNECTION = 90121;

    private Database() {}

    /**
     * Opens the database and makes or completes its tables. Unless the address says otherwise, PostgreSQL has 30 s to answer a
     * statement, those under {@link OneTransaction} excepted.
     *
     * @param url JDBC address, {@code jdbc:h2:...} or {@code jdbc:postgresql:...}
     * @param password asked for before each connection, so that it can be exchanged
     * @throws UserMistake when it cannot be used; the sentence says why
     */
    public static HikariDataSource open(String url, String username, Supplier<String> password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("data");
        String file = file(url);
        if (file != null) {
            config.setDataSource(new RoomFirst(file, options(url)));
            // The pool would close its only connection now and then, and H2 the database with it.
            config.setMaxLifetime(0);
        } else {
            config.setJdbcUrl(withOptions(url));
            if (url.startsWith(POSTGRESQL)) {
                // What the address itself says wins over these.
                POSTGRESQL_OPTIONS.forEach(config::addDataSourceProperty);
            }
        }
        config.setCredentialsProvider(() -> Credentials.of(username, password.get()));
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setValidationTimeout(SIGN_OF_LIFE.toMillis());
        config.setInitializationFailTimeout(1);
        config.setExceptionOverride(new ClosedByItself());
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(10);
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw mistake(url, username, e);
        } catch (RuntimeException e) {
            throw new UserMistake(
                    "data.url is '" + DiscreetAddress.database(url) + "' but no database driver accepts it.", e);
        }
        try {
            Schema.create(pool);
            return pool;
        } catch (SQLException e) {
            pool.close();
            throw mistake(url, username, e);
        }
    }

    /** Like {@link #open}, but never makes a new H2 file. */
    public static HikariDataSource openExisting(String url, String username, Supplier<String> password) {
        boolean h2 = url.startsWith("jdbc:h2:") && !url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=");
        return open(h2 ? url + ";IFEXISTS=TRUE" : url, username, password);
    }

    /**
     * A number that is another one whenever something was written to the tables that say whose consent was taken back
     * ({@code tombstone}, {@code tenant_tombstone}, {@code consent_scope}), before the write returns. Names read from them
     * after a number was had are all there are, as long as the number stays the same. Empty for a database that other
     * processes may write to as well: PostgreSQL, and H2 with {@code AUTO_SERVER}.
     */
    public static Optional<LongSupplier> consentEdition(DataSource database) {
        return database instanceof HikariDataSource pool && pool.getDataSource() instanceof RoomFirst file
                ? Optional.of(file.edition()::get)
                : Optional.empty();
    }

    /** What two programs agree on when they use the same database: its address, without options. */
    public static String identity(String url) {
        // Options may hold a password, and this is told to whoever asks for another database.
        String shown = url.split("[;?]", 2)[0];
        Matcher parts = H2_FILE_URL.matcher(shown);
        String file = parts.matches() ? parts.group("file") : null;
        if (file == null) {
            return shown;
        }
        return H2_FILE
                + (file.startsWith("~") ? file : Path.of(file).toAbsolutePath().normalize());
    }

    /** Whether no other process can use the database at the same time: it is an H2 file that is opened exclusively. */
    public static boolean isExclusive(String url) {
        return file(url) != null;
    }

    /**
     * The path of an H2 file that this process alone has open, or null: with AUTO_SERVER others look for it under its plain
     * address.
     */
    private static @Nullable String file(String url) {
        Matcher parts = H2_FILE_URL.matcher(url);
        return parts.matches() && !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=") ? parts.group("file") : null;
    }

    private static String options(String url) {
        String all = withOptions(url);
        return all.contains(";") ? all.substring(all.indexOf(';')) : "";
    }

    private static String withOptions(String url) {
        if (!url.startsWith("jdbc:h2:")) {
            return url;
        }
        StringBuilder answer = new StringBuilder(url);
        H2_OPTIONS.forEach((name, value) -> {
            if (!url.toUpperCase(Locale.ROOT).contains(";" + name + "=")) {
                answer.append(';').append(name).append('=').append(value);
            }
        });
        return answer.toString();
    }

    private static UserMistake mistake(String url, String username, Exception failure) {
        String sentence = sentence(url, username, failure);
        SQLException cause = sqlException(failure);
        return cause != null && cause.getErrorCode() == H2_IN_USE
                ? new DatabaseInUse(sentence, failure)
                : new UserMistake(sentence, failure);
    }

    private static String sentence(String url, String username, Throwable failure) {
        String database = "The database " + DiscreetAddress.database(url);
        SQLException cause = sqlException(failure);
        if (cause == null) {
            return database + " cannot be opened: " + failure.getMessage();
        }
        String state = String.valueOf(cause.getSQLState());
        if (cause.getErrorCode() == H2_IN_USE) {
            return database + " is in use by another program, perhaps a second instance of this one:"
                    + " stop that, or give each its own data.url.";
        }
        if (cause.getErrorCode() == H2_NOT_FOUND) {
            return database
                    + " cannot be used: there is none. Check data.url, and that the working directory is that of"
                    + " the program.";
        }
        if (state.startsWith("28")) {
            return database + " refuses data.username '" + username + "' with the given data.password.";
        }
        if (state.equals("3D000")) {
            return database + " does not exist on that server: create it, or correct data.url.";
        }
        if (state.equals("42501")) {
            return database + " does not let data.username '" + username + "' create tables.";
        }
        if (state.startsWith("08")) {
            return database + " cannot be reached: check data.url, and that the server is running.";
        }
        if (isUnwritable(cause)) {
            return database + " cannot be written, perhaps its disk is full.";
        }
        return database + " cannot be used: " + cause.getMessage();
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /**
     * H2 closes a database whose file it cannot write, for another reason than a full disk; a connection made after that opens
     * it anew. The pool would keep the old ones, because their SQL state is none of those that stand for a lost connection.
     */
    // In here, Override is Hikari's.
    @SuppressWarnings("MissingOverride")
    private static final class ClosedByItself implements SQLExceptionOverride {
        public Override adjudicate(SQLException failure) {
            return isClosed(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    /** Whether the database has no room for what was to be written: nothing of it was. */
    public static boolean isUnwritable(SQLException failure) {
        return RoomFirst.FULL.equals(failure.getSQLState()) || isClosed(failure);
    }

    /** Whether H2 could not write, and has closed the database therefore. */
    private static boolean isClosed(SQLException failure) {
        boolean unwritable =
                failure.getErrorCode() == H2_GENERAL_ERROR && failure.getCause() instanceof MVStoreException;
        return unwritable || failure.getErrorCode() == H2_CLOSED || failure.getErrorCode() == H2_CLOSED_CONNECTION;
    }
}
