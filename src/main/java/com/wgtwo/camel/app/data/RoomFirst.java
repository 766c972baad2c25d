package com.wgtwo.camel.app.data;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to an H2 file that refuse a statement that writes when its disk has no room for it, before H2 begins with it,
 * and let one write at a time, see {@link WriteTurns}. Those that read go on. The refusal is an {@link SQLException} with
 * PostgreSQL's SQL state for a full disk, {@value #FULL}.
 */
final class RoomFirst extends AbstractDataSource {
    static final String FULL = "53100";

    /** What ten small transactions at once (the pool's ten connections) rewrite of H2's pages. */
    private static final long PAGES = 8 << 20;

    /** For each byte of a value: as many connections, and H2 writes it up to three times (value, undo log, moved page). */
    private static final long TIMES = 10 * 3;

    /** A query that writes: it locks rows, or is one for what a statement inside it has written. */
    private static final Pattern WRITES =
            Pattern.compile("\\bfor\\s+update\\b|\\b(old|new|final)\\s+table\\b", Pattern.CASE_INSENSITIVE);

    private final String database;
    private final String url;
    private final WriteTurns turns = new WriteTurns();
    private final ConsentEdition edition = new ConsentEdition();
    private volatile int loginTimeout;

    /**
     * @param database path of the file, as it stands in {@code jdbc:h2:file:<path>}
     * @param options H2's options, each with a {@code ;} before it
     */
    RoomFirst(String database, String options) {
        SpareRoom.register();
        this.database = database;
        this.url = SpareRoom.url(database) + options;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return guarded(DriverManager.getConnection(url));
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return guarded(DriverManager.getConnection(url, username, password));
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    /** H2 does not need it. The pool does: as long it waits, when it is closed, for a connection that is being opened. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    ConsentEdition edition() {
        return edition;
    }

    private Connection guarded(Connection connection) {
        AtomicBoolean consentWritten = new AtomicBoolean();
        return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
            // Each event asks whether consent was revoked: no detour for what reads.
            case "prepareStatement" -> {
                Object answer = invoke(connection, method, arguments);
                String sql = (String) arguments[0];
                yield onlyReads(sql)
                        ? answer
                        : proxy(PreparedStatement.class, new Guarded(connection, answer, sql, consentWritten));
            }
            case "createStatement" ->
                proxy(
                        Statement.class,
                        new Guarded(connection, invoke(connection, method, arguments), "", consentWritten));
            case "commit", "rollback", "setAutoCommit", "close" -> {
                try {
                    yield turns.inTransaction(() -> invoke(connection, method, arguments));
                } finally {
                    if (consentWritten.getAndSet(false)) {
                        edition.changed();
                    }
                }
            }
            default -> invoke(connection, method, arguments);
        });
    }

    private static boolean onlyReads(String sql) {
        return is("select", sql) && !WRITES.matcher(sql).find();
    }

    private static boolean is(String verb, String sql) {
        return sql.stripLeading().regionMatches(true, 0, verb, 0, verb.length());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(RoomFirst.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static long length(Object[] arguments) {
        long sum = 0;
        for (Object argument : arguments) {
            sum += argument instanceof byte[] bytes
                    ? bytes.length
                    : argument instanceof String text ? text.length() : 8;
        }
        return sum;
    }

    /** A statement with the length of what it was given for its next execution. */
    private final class Guarded implements InvocationHandler {
        private final Connection connection;
        private final Object statement;
        private final String prepared;
        private final AtomicBoolean consentWritten;
        private long values;

        private Guarded(Connection connection, Object statement, String prepared, AtomicBoolean consentWritten) {
            this.connection = connection;
            this.statement = statement;
            this.prepared = prepared;
            this.consentWritten = consentWritten;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            boolean given = arguments != null && arguments.length > 0;
            if (given && (method.getName().startsWith("set") || method.getName().equals("addBatch"))) {
                values += length(arguments);
            }
            if (method.getName().startsWith("execute")) {
                String sql = given && arguments[0] instanceof String text ? text : prepared;
                if (!onlyReads(sql)) {
                    reserve(sql.length() + values, !is("insert", sql));
                    values = 0;
                    return write(method, arguments, ConsentEdition.isChangedBy(sql));
                }
            }
            return RoomFirst.invoke(statement, method, arguments);
        }

        private Object write(Method method, Object[] arguments, boolean consent) throws Throwable {
            WriteTurns.Work work = () -> RoomFirst.invoke(statement, method, arguments);
            if (!connection.getAutoCommit()) {
                if (consent) {
                    consentWritten.set(true);
                }
                return turns.inTransaction(work);
            }
            try {
                return turns.alone(work);
            } finally {
                if (consent) {
                    edition.changed();
                }
            }
        }

        private void reserve(long length, boolean rows) throws SQLException {
            try {
                SpareRoom.reserve(database, PAGES + TIMES * length, rows);
            } catch (IOException e) {
                throw new SQLException("The file of the database " + database + " cannot grow", FULL, e);
            }
        }
    }
}
