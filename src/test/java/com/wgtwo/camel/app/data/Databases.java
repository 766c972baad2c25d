package com.wgtwo.camel.app.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fresh databases of both kinds for tests. */
public enum Databases {
    H2 {
        @Override
        public Map<String, String> fresh(Path directory) {
            return Map.of("data.url", "jdbc:h2:file:" + directory.resolve("h2-" + UUID.randomUUID()));
        }
    },
    POSTGRESQL {
        @Override
        public Map<String, String> fresh(Path directory) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            new JdbcTemplate(Server.ONE.getPostgresDatabase()).execute("create database " + name);
            return Map.of(
                    "data.url", Server.ONE.getJdbcUrl("postgres", name).split("\\?", 2)[0],
                    "data.username", "postgres",
                    "data.password", "postgres");
        }
    };

    /** Settings of a database nobody has used yet. */
    public abstract Map<String, String> fresh(Path directory);

    /** Port of the PostgreSQL server. */
    public static int postgresPort() {
        return Server.ONE.getPort();
    }

    /** Made once for all tests, when the first one asks; ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                new JdbcTemplate(server.getPostgresDatabase()).execute("alter user postgres password 'postgres'");
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
