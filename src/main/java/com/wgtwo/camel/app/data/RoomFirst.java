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
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to an H2 file that refuse a statement that writes when its disk has no room for it, before H2 begins with it.
 * Those that read go on. The refusal is an {@link SQLException} with PostgreSQL's SQL state for a full disk, {@value #FULL}.
 */
final class RoomFirst extends AbstractDataSource {
    static final String FULL = "53100";

    /** What ten small transactions at once (the pool's ten connections) rewrite of H2's pages. */
    private static final long PAGES = 8 << 20;

    /** For each byte of a value: as many connections, and H2 writes it up to three times (value, undo log, moved page). */
    private static final long TIMES = 10 * 3;

    private final String database;
    private final String url;

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

    private Connection guarded(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object answer = invoke(connection, method, arguments);
            return switch (method.getName()) {
                case "prepareStatement" ->
                    reads(arguments)
                            ? answer
                            : proxy(
                                    PreparedStatement.class,
                                    new Guarded((PreparedStatement) answer, length(arguments)));
                case "createStatement" -> proxy(Statement.class, new Guarded((Statement) answer, 0));
                default -> answer;
            };
        });
    }

    private static boolean reads(Object[] arguments) {
        return arguments[0] instanceof String sql && sql.stripLeading().regionMatches(true, 0, "select", 0, 6);
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
        private final Statement statement;
        private final long sql;
        private long values;

        private Guarded(Statement statement, long sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            boolean executes = method.getName().startsWith("execute");
            if (arguments != null && (executes || method.getName().startsWith("set"))) {
                values += length(arguments);
            }
            if (executes) {
                reserve(sql + values);
                values = 0;
            }
            return RoomFirst.invoke(statement, method, arguments);
        }

        private void reserve(long length) throws SQLException {
            try {
                SpareRoom.reserve(database, PAGES + TIMES * length);
            } catch (IOException e) {
                throw new SQLException("The file of the database " + database + " cannot grow", FULL, e);
            }
        }
    }
}
