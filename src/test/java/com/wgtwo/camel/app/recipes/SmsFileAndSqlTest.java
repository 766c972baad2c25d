package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.e2e.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipes sms-file, sms-csv and sms-sql. */
@Timeout(60)
class SmsFileAndSqlTest {
    private static final int EVENTS = 40;

    @TempDir
    private Path routes;

    @TempDir
    private Path folder;

    @Test
    void eachAcknowledgedEventIsACompleteFile() throws Exception {
        try (RecipeUnderTest recipe =
                RecipeUnderTest.start(routes, Map.of("sms", "sms-file"), Map.of("my.folder", folder.toString()))) {
            recipe.emit(EVENTS, 4);
            awaitAcks(recipe);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(recipe.emitted().stream()
                                .map(event -> event.id() + ".json")
                                .toList());
            }
            Path first = folder.resolve(recipe.emitted().get(0).id() + ".json");
            assertThat(first).content().contains("\"smsEvent\"").endsWith("}");
        }
    }

    @Test
    void eachAcknowledgedEventIsALineOfTheDaysFile() throws Exception {
        try (RecipeUnderTest recipe =
                RecipeUnderTest.start(routes, Map.of("sms", "sms-csv"), Map.of("my.folder", folder.toString()))) {
            recipe.emit(EVENTS, 4);
            awaitAcks(recipe);
            List<String> rows = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    assertThat(file.getFileName().toString()).matches("sms-[0-9-]{10}\\.csv");
                    assertThat(file).content().endsWith("\"\n");
                    rows.addAll(Files.readAllLines(file));
                }
            }
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row).contains(",\"SMS_EVENT\",", ",\"private text\","))
                    .extracting(row -> row.substring(1, row.indexOf("\",")))
                    .containsExactlyInAnyOrderElementsOf(
                            recipe.emitted().stream().map(Sent::id).toList());
        }
    }

    @Test
    void eachAcknowledgedEventIsARowThatARepetitionLeavesAlone() throws Exception {
        try (RecipeUnderTest recipe = RecipeUnderTest.start(routes, Map.of("sms", "sms-sql"), Map.of())) {
            DataSource database = recipe.context().getRegistry().lookupByNameAndType("dataSource", DataSource.class);
            execute(database, table());
            recipe.emit(EVENTS, 4);
            awaitAcks(recipe);
            assertThat(ids(database))
                    .containsExactlyInAnyOrderElementsOf(
                            recipe.emitted().stream().map(Sent::id).toList());

            Sent first = recipe.emitted().get(0);
            execute(database, "update sms_inbox set content = 'read' where event_id = '" + first.id() + "'");
            Exchange repeated = recipe.context().createProducerTemplate().send("direct:sms", exchange -> {
                exchange.setProperty(
                        WgtwoConstants.MESSAGE_PROPERTY,
                        SubscribeEventsResponse.newBuilder()
                                .setEvent(first.event())
                                .build());
                exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, first.id());
                exchange.getMessage().setHeader(WgtwoConstants.TIMESTAMP, Instant.now());
            });
            assertThat(repeated.getException()).isNull();
            assertThat(ids(database)).hasSize(EVENTS);
            assertThat(strings(database, "select content from sms_inbox where event_id = '" + first.id() + "'"))
                    .containsExactly("read");
        }
    }

    /** As the recipe's own first lines say. */
    private static String table() throws Exception {
        Matcher statement = Pattern.compile("create table .*\\n# .*\\)\\n")
                .matcher(Files.readString(Path.of("routes/examples/sms-sql.camel.yaml")));
        assertThat(statement.find()).isTrue();
        return statement
                .group()
                .lines()
                .map(line -> line.replaceFirst("^#\\s*", ""))
                .collect(Collectors.joining(" "));
    }

    private static void awaitAcks(RecipeUnderTest recipe) {
        await().atMost(Duration.ofSeconds(30)).until(() -> recipe.acked().size() == EVENTS);
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ids(DataSource database) throws SQLException {
        return strings(database, "select event_id from sms_inbox");
    }

    private static List<String> strings(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
            return answer;
        }
    }
}
