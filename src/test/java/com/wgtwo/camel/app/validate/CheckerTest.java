package com.wgtwo.camel.app.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.app.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerTest {
    @TempDir
    private Path directory;

    private final Checker checker = new Checker(getClass().getClassLoader());

    @Test
    void theShippedFilesAreRight() {
        assertThat(checkWith(Map.of())).isEmpty();
        assertThat(checkWith(Map.of(
                        "sms.webhook.url", "https://example.com/sms",
                        "sms.mail.to", "me@example.com",
                        "events.webhook.url", "https://example.com/events",
                        "cleanup.webhook.url", "https://example.com/cleanup")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tto: 'log:x'            | :7:11: there is no step 'tto'; did you mean 'to'?",
                "to: 'lgo:x'             | :7:15: there is no component 'lgo'; did you mean 'log'?",
                "to: 'nothinglike:x'     | :7:15: there is no component 'nothinglike': correct its name, or put its jar into plugins/.",
                "to: 'log:x?showBdy=true' | :7:21: log:x has no option 'showBdy'; did you mean 'showBody'?",
                "to: {uri: 'log:x', parameters: {showBdy: true}} | :7:43: log:x has no option 'showBdy'; did you mean 'showBody'?",
                "log: {mesage: hi}       | :7:17: 'log' has no property 'mesage'; did you mean 'message'?",
                "setBody: {simpel: hi}   | :7:21: 'setBody' has no property 'simpel'; did you mean 'simple'?",
                "process: {ref: akc}     | :7:26: there is no bean named 'akc'; did you mean 'ack'?",
                "to: 'smtp://m?javaMailSender=#mailSrver' | :7:39: there is no bean named 'mailSrver'; did you mean 'mailServer'?",
                "setBody: {constant: '{{sms.webhok.url}}'} | :7:31: there is no property 'sms.webhok.url'; did you mean 'sms.webhook.url'?",
                "to: direct:smss         | :7:15: no route starts with 'direct:smss', so nothing can be sent there; did you mean 'direct:sms'?",
                "to: 'direct:{{who}}'    | :7:15: there is no property 'who'.",
                "setBody: {simple: '${body'} | :7:29: expected symbol functionEnd",
                "log: {loggingLevel: LOUD, message: x} | :7:",
            })
    void aMistakeIsToldWithItsPlaceAndWhatWasMeant(String step, String told) {
        List<Problem> problems = check("""
                # a comment
                - route:
                    id: mine
                    from:
                      uri: timer:x
                      steps:
                        - %s
                """.formatted(step));

        assertThat(problems).singleElement().asString().startsWith("mine.camel.yaml" + told);
    }

    @Test
    void aJarThatLacksAnotherOneIsToldLikeAMistake() {
        assertThat(check("""
                - route:
                    id: one
                    from: {uri: 'timer:x', steps: [{to: 'lacking:x'}]}
                """))
                .singleElement()
                .asString()
                .startsWith("mine.camel.yaml:")
                .endsWith(
                        ": there is no class org.example.Missing, which a jar in plugins/ needs: put the jar that has it there too.");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(check("""
                - route:
                    id: one
                    from: {uri: 'timer:x?perod=1', steps: [{to: 'log:x'}]}
                - route:
                    id: two
                    from: {uri: 'timer:y', steps: [{process: {ref: nobody}}]}
                """))
                .extracting(Problem::toString)
                .containsExactly(
                        "mine.camel.yaml:3:25: timer:x has no option 'perod'; did you mean 'period'?",
                        "mine.camel.yaml:6:52: there is no bean named 'nobody'.");
    }

    @Test
    void aMistakeInAConfigurationIsToldOnceAndAtItsPlace() {
        List<EditedFile> files = shipped();
        files.replaceAll(file -> file.name().endsWith("errors.camel.yaml")
                ? new EditedFile(file.name(), file.text().replace("ref: retryInTime", "ref: retryInTme"))
                : file);

        assertThat(checker.check(settings(Map.of()), files, List.of()))
                .singleElement()
                .asString()
                .matches("routes/errors.camel.yaml:\\d+:18: .*retryInTme.*did you mean 'retryInTime'.*");
    }

    @Test
    void idsAreThereAndUnique() {
        assertThat(check("""
                - route:
                    id: sms
                    from: {uri: 'timer:x', steps: [{to: 'log:x'}]}
                - from: {uri: 'timer:y', steps: [{to: 'log:y'}]}
                """))
                .extracting(Problem::toString)
                .anySatisfy(told -> assertThat(told)
                        .contains("the id 'sms' is used twice, here and at ", "each route needs its own"))
                .anySatisfy(told -> assertThat(told).startsWith("mine.camel.yaml:4:9: a route without an id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | mine.camel.yaml: the file is empty.",
                "'- route: {id: a' | mine.camel.yaml:1:16: this is not YAML:",
                "'- route:\n    id: a\n   from: b' | mine.camel.yaml:3:4: this is not YAML:"
            })
    void whatIsNoYamlIsUnreadable(String text, String told) {
        assertThat(check(text)).singleElement().satisfies(problem -> {
            assertThat(problem.unreadable()).isTrue();
            assertThat(problem.toString()).startsWith(told);
        });
    }

    @Test
    void aWrongPropertyIsToldWithItsLine() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "# mine\n\nwgtwo.ordering=random\n");
        Settings settings = Settings.of(directory, Map.of("wgtwo.target", "127.0.0.1:1"), Map.of());

        assertThat(checker.check(settings, List.of(), List.of()))
                .singleElement()
                .asString()
                .startsWith("application.properties:3:1: wgtwo.ordering is 'random' but must be");
    }

    @Test
    void nothingIsLeftBehind() {
        check("- route: {id: a, from: {uri: 'timer:x', steps: [{to: 'log:x'}]}}");
        Set<String> before = threads();
        for (int i = 0; i < 3; i++) {
            check("- route: {id: a, from: {uri: 'timer:x', steps: [{to: 'log:x'}]}}");
        }
        // The pool of connections closes them on a thread that outlives it by a moment.
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        assertThat(directory).isEmptyDirectory();
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool")
                        && !thread.getName().startsWith("awaitility"))
                .map(thread -> thread.getName() + thread.getId())
                .collect(Collectors.toSet());
    }

    /** The shipped files and one more. */
    private List<Problem> check(String text) {
        List<EditedFile> files = shipped();
        files.add(new EditedFile("mine.camel.yaml", text));
        return checker.check(settings(Map.of()), files, List.of());
    }

    private List<Problem> checkWith(Map<String, String> given) {
        return checker.check(settings(given), shipped(), List.of());
    }

    private Settings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("wgtwo.target", "127.0.0.1:1");
        return Settings.of(directory, all, Map.of());
    }

    private static List<EditedFile> shipped() {
        return FilesOfRoutes.routes(Settings.of(Path.of(""), Map.of(), Map.of())).stream()
                .map(EditedFile::read)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
