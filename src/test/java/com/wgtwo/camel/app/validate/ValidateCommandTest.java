package com.wgtwo.camel.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.camel.app.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void whatIsShippedIsRight() {
        assertThat(run()).isZero();
        assertThat(printed()).contains("files and the properties are right.");
    }

    @Test
    void aFileIsCheckedTogetherWithThoseInUse() throws Exception {
        Path file = Files.writeString(
                directory.resolve("mine.camel.yaml"),
                "- route: {id: mine, from: {uri: 'timer:x', steps: [{to: 'direct:webhook'}, {to: 'direct:sm'}]}}");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(printed())
                .contains("mine.camel.yaml:1:81: no route starts with 'direct:sm'", "did you mean 'direct:sms'?")
                .contains("1 problem.")
                .doesNotContain("direct:webhook'");
    }

    /** The sandbox inside the program has all types. */
    @Test
    void whatRunsWithoutAPlatformIsRight() {
        assertThat(run(Map.of("voicemail.mail.to", "you@example.com"), "--json"))
                .as(printed())
                .isZero();
    }

    @Test
    void problemsCanBeReadByPrograms() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.camel.yaml"), "- route:\n  id");
        assertThat(run("--json", file.toString())).isEqualTo(1);
        JsonNode problem = new ObjectMapper().readTree(printed()).get(0);
        assertThat(problem.get("file").asText()).endsWith("mine.camel.yaml");
        assertThat(problem.get("line").asInt()).isPositive();
        assertThat(problem.get("sentence").asText()).startsWith("this is not YAML");
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThat(run("--jsn")).isEqualTo(2);
        assertThat(run("no-such.camel.yaml")).isEqualTo(2);
        assertThat(printed()).contains("validate has no option --jsn", "There is no file no-such.camel.yaml.");
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> given, String... arguments) {
        return new ValidateCommand(
                        () -> Settings.of(Path.of(""), given, Map.of()),
                        ValidateCommandTest.class::getClassLoader,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .execute(List.of(arguments));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
