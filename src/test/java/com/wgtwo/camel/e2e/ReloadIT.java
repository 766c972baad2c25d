package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files are edited while events are in work. A good edit is live within two seconds, a bad one is refused with its place
 * and reason, and no event is lost or repeated by any of them.
 */
class ReloadIT {
    private static final Pattern NEXT_ENTRY = Pattern.compile("(?m)^(?=\\d{4}-)");
    private static final Duration LIVE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Rig rig;
    private AppProcess app;
    private int seen;
    private final List<Duration> times = new ArrayList<>();

    @Test
    void goodEditsGoLiveAndBadOnesAreRefusedUnderLoad() throws Exception {
        try (Rig all = new Rig(folder)) {
            rig = all;
            app = rig.patient().with("management.address", "127.0.0.1:0").start();
            rig.awaitStreaming(app);
            rig.web.delay(id -> Duration.ofMillis(150));

            goodEditsOfRoutes();
            badEdits();
            anEditThatDoesNotStart();
            goodEditsOfKamelets();
            goodEditsOfProperties();
            long subscribed = rig.platform.faults().subscribeCalls();
            assertThat(subscribed).as("the stream was not touched").isEqualTo(streams());

            // Other tests share the processors with this one: the quickest tells what the program itself takes.
            assertThat(times).as("from save to live").allMatch(time -> time.compareTo(LIVE.multipliedBy(5)) < 0);
            assertThat(Collections.min(times))
                    .as("from save to live, the quickest")
                    .isLessThan(LIVE);

            // Of the configuration for all routes, and so of the stream's: that one is opened anew, in order.
            live("errors.camel.yaml", text -> text.replace("\"2\"", "\"3\""), "events");
            rig.await(() -> assertThat(rig.platform.faults().subscribeCalls()).isEqualTo(2 * subscribed));

            work();
            rig.assertGuarantees();
            // Longer than an old edition of a route stays when nothing is in it any more.
            Rig.waiting()
                    .during(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(counted("events"))
                            .as("exchanges are counted through each edit of their route")
                            .isEqualTo(rig.emitted().size()));
            assertThat(metrics()).contains("routeId=\"sms\"").doesNotContain("routeId=\"extra\"");
            assertThat(app.log()).doesNotContain("private text", "\tat ");
            assertThat(app.lines("ERROR")).singleElement().asString().contains("what ran before was put back");
        }
    }

    @Test
    void whatWaitsInABatchGoesOutAlsoWhenItsRouteIsExchanged() throws Exception {
        try (Rig all = new Rig(folder)) {
            rig = all;
            app = rig.patient().with("my.batch.within", 4000);
            Files.copy(
                    routes("examples/webhook-cloudevents-batch.camel.yaml"),
                    routes("webhook.camel.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
            app.start();
            rig.awaitStreaming(app);
            work();
            rig.await(() -> assertThat(rig.platform.pendingAcks()).isNotEmpty());

            String before = Files.readString(routes("webhook.camel.yaml"));
            write("webhook.camel.yaml", before.replace("id: batch-id\n", "id: batch-id-of-another-edition\n"));
            told("is live", "route webhook-batch changed");

            rig.awaitAllAcked();
        }
    }

    @Test
    void aRouteComesAndGoesWithItsPrecondition() throws Exception {
        try (Rig all = new Rig(folder)) {
            rig = all;
            app = rig.patient()
                    .with("management.address", "127.0.0.1:0")
                    .with("management.token", "t0ken-of-operator")
                    .start();
            rig.awaitStreaming(app);
            String route = """
                    - route:
                        id: extra
                        precondition: "'{{my.extra}}' != ''"
                        from:
                          uri: timer:extra
                          parameters: {period: 100, delay: 0}
                          steps: [{log: "first form"}]
                    """;
            properties("my.extra=\n");
            told("is live");

            write("extra.camel.yaml", route);
            told("is live", "route extra added");
            write("extra.camel.yaml", route.replace("first", "second"));
            told("is live", "route extra changed");
            assertThat(metrics()).contains("routeId=\"sms\"").doesNotContain("routeId=\"extra\"");

            Path file = app.folder().resolve("application.properties");
            String without = Files.readString(file);
            Files.writeString(file, without.replace("my.extra=", "my.extra=on"));
            told("is live", "route extra changed");
            rig.await(() -> assertThat(app.lines("second form")).isNotEmpty());

            Files.writeString(file, without);
            told("is live", "route extra changed");
            rig.await(() -> assertThat(metrics()).doesNotContain("routeId=\"extra\""));
            Files.delete(routes("extra.camel.yaml"));
            told("is live", "route extra removed");
            assertThat(app.lines("first form")).isEmpty();
            work();
            rig.assertGuarantees();
        }
    }

    @Test
    void switchedOffNoEditTakesEffect() throws Exception {
        try (Rig all = new Rig(folder)) {
            rig = all;
            app = rig.app().with("routes.reload", "false").start();
            rig.awaitStreaming(app);

            write("sms-webhook.camel.yaml", withHeader(Files.readString(routes("sms-webhook.camel.yaml"))));
            Rig.waiting().during(LIVE.plusSeconds(1)).until(() -> edits().isEmpty());

            work();
            rig.assertGuarantees();
            assertThat(rig.web.posts("/sms"))
                    .allSatisfy(post -> assertThat(post.header("edition")).isNull());
        }
    }

    /** Only a start shows that the folder is missing; the old route of the same file has to go on as it was. */
    private void anEditThatDoesNotStart() throws Exception {
        work();
        String good = Files.readString(routes("sms-webhook.camel.yaml"));
        write("sms-webhook.camel.yaml", good.replace("constant: '2'", "constant: '3'") + """

                - route:
                    id: fetches
                    from:
                      uri: timer:fetches
                      parameters: {period: 100, delay: 0}
                      steps: [{log: "fetched by what was put back"}]
                - route:
                    id: no-such-folder
                    from:
                      uri: file:missing
                      parameters: {autoCreate: false, startingDirectoryMustExist: true}
                      steps: [{log: x}]
                """);
        told("could not be taken live, and what ran before was put back", "missing");
        int fetched = app.lines("fetched by what was put back").size();
        work();
        rig.awaitAllAcked();
        Rig.waiting()
                .during(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(app.lines("fetched by what was put back")).hasSizeLessThanOrEqualTo(fetched + 1));
        assertThat(rig.web.posts("/sms"))
                .noneSatisfy(post -> assertThat(post.header("edition")).isEqualTo("3"));
        write("sms-webhook.camel.yaml", good);
        told("edit is gone");
    }

    private void goodEditsOfRoutes() throws Exception {
        live("sms-webhook.camel.yaml", ReloadIT::withHeader, "route sms-webhook changed");
        work();
        rig.await(() -> assertThat(rig.web.posts("/sms"))
                .anySatisfy(post -> assertThat(post.header("edition")).isEqualTo("2")));
        // A route that others call and that calls others, with one that did not exist.
        write(
                "extra.camel.yaml",
                "- route: {id: extra, from: {uri: direct:extra, steps: [{setBody: {simple: '${body}'}}]}}");
        told("is live", "route extra added");
        live(
                "sms.camel.yaml",
                text -> text.replace(
                        "- to: direct:sms-webhook\n              - simple: \"'{{sms.webhook.url",
                        "- to: direct:extra\n                  - to: direct:sms-webhook\n              - simple: \"'{{sms.webhook.url"),
                "route sms-targets changed");
        Files.move(routes("extra.camel.yaml"), routes("renamed.camel.yaml"));
        told("is live", "no route is affected");
        live(
                "sms.camel.yaml",
                text -> text.replace("- to: direct:extra\n", "- log: {loggingLevel: DEBUG, message: x}\n"),
                "route sms-targets changed");
        Files.delete(routes("renamed.camel.yaml"));
        told("is live", "route extra removed");
        // Saved twice, and a comment.
        String text = Files.readString(routes("sms.camel.yaml"));
        write("sms.camel.yaml", text + "\n# a comment\n");
        write("sms.camel.yaml", text + "\n# a comment\n");
        told("is live", "no route is affected");
    }

    private void badEdits() throws Exception {
        refused("sms-webhook.camel.yaml", text -> text + "\n  - [", "this is not YAML");
        refused("sms-webhook.camel.yaml", text -> "", "the file is empty");
        refused(
                "sms-webhook.camel.yaml",
                text -> text.replace("direct:webhook", "direct:webhok"),
                "did you mean 'direct:webhook'?");
        refused(
                "sms-mail.camel.yaml",
                text -> text.replace("javaMailSender:", "javaMailSendr:"),
                "did you mean 'javaMailSender'?");
        refused(
                "webhook.camel.yaml",
                text -> text.replace("ref: signWebhook", "ref: signWebhok"),
                "did you mean 'signWebhook'?");
        refused(
                "webhook.camel.yaml",
                text -> text.replace("{{delivery.try-timeout}}", "{{delivery.try-timeot}}"),
                "did you mean 'delivery.try-timeout'?");
        refused("events.camel.yaml", text -> text.replace("eventTypes:", "eventTyps:"), "did you mean 'eventTypes'?");
        refused(
                "errors.camel.yaml",
                text -> text.replace("ref: retryInTime", "ref: retryInTme"),
                "did you mean 'retryInTime'?");
        Path webhook = routes("webhook.camel.yaml");
        Path away = folder.resolve("away.yaml");
        Files.move(webhook, away);
        told("is refused", "no route starts with 'direct:webhook'");
        Files.move(away, webhook);
        told("edit is gone");
    }

    private void goodEditsOfKamelets() throws Exception {
        Files.createDirectories(app.folder().resolve("kamelets"));
        kamelet("one");
        write(
                "fetch.camel.yaml",
                "- route: {id: uses-kamelet, from: {uri: direct:k, steps: [{to: 'kamelet:note?word=x'}]}}");
        told("is live", "route uses-kamelet added");
        kamelet("two");
        told("is live", "route uses-kamelet changed");
        String good = Files.readString(app.folder().resolve("kamelets/note.kamelet.yaml"));
        Files.writeString(app.folder().resolve("kamelets/note.kamelet.yaml"), good.replace("setHeader", "setHeadr"));
        told("is refused", "setHeadr");
        Files.writeString(app.folder().resolve("kamelets/note.kamelet.yaml"), good);
        told("edit is gone");
    }

    private void kamelet(String value) throws IOException {
        Files.writeString(app.folder().resolve("kamelets/note.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: note}
                spec:
                  definition:
                    title: Note
                    required: [word]
                    properties:
                      word: {title: Word, type: string}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - setHeader: {name: "{{word}}", constant: %s}
                """.formatted(value));
    }

    private void goodEditsOfProperties() throws Exception {
        properties("camel.component.direct.timeout=4000\n");
        told("is live", "camel.component.direct.timeout takes effect at the next start");
        properties("management.token=t0ken-of-operator\nmy.word=hello\n");
        told("is live");
        assertThat(app.lines("management.token"))
                .as("what is taken at once waits for no start")
                .isEmpty();
        live(
                "other-events.camel.yaml",
                text -> text.replace(
                        "constant: events\n",
                        "constant: events\n                  - setHeader: {name: word, constant: '{{my.word}}'}\n"),
                "route other-events changed");
        Path file = app.folder().resolve("application.properties");
        Files.writeString(file, Files.readString(file).replace("my.word=hello", "my.word=goodbye"));
        told("is live", "route other-events changed");
        work();
        rig.await(() -> assertThat(rig.web.posts("/events"))
                .anySatisfy(post -> assertThat(post.header("word")).isEqualTo("goodbye")));
        Files.writeString(file, Files.readString(file) + "data.usrname=x\n");
        told("is refused", "There is no property data.usrname");
        Files.writeString(file, Files.readString(file).replace("data.usrname=x\n", ""));
        told("edit is gone");
    }

    private void properties(String line) throws IOException {
        Files.writeString(app.folder().resolve("application.properties"), line, StandardOpenOption.APPEND);
    }

    private long streams() {
        return rig.platform.subscriptions().size();
    }

    private void live(String file, UnaryOperator<String> edit, String told) throws Exception {
        work();
        String before = Files.readString(routes(file));
        String after = edit.apply(before);
        assertThat(after).as("an edit of %s", file).isNotEqualTo(before);
        Instant saved = Instant.now();
        write(file, after);
        told("is live", told);
        times.add(Duration.between(saved, Instant.now()));
    }

    private void refused(String file, UnaryOperator<String> edit, String told) throws Exception {
        work();
        String good = Files.readString(routes(file));
        write(file, edit.apply(good));
        told("is refused", told);
        write(file, good);
        told("edit is gone");
    }

    /** How many exchanges of a route were counted, by all editions of the route. */
    private double counted(String route) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("camel_exchanges_total{"))
                .filter(line -> line.contains("routeId=\"" + route + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    private String metrics() throws Exception {
        return Management.of(app)
                .get("/observe/metrics", "Authorization", "Bearer t0ken-of-operator")
                .body();
    }

    private void work() {
        rig.emit(20, 10);
    }

    /** Waits for the next line about an edit. */
    private void told(String... parts) {
        rig.await(() -> assertThat(edits()).hasSizeGreaterThan(seen));
        String line = edits().get(seen);
        seen++;
        assertThat(line).contains(parts);
    }

    /** What the log says about edits, with the lines that belong to it. */
    private List<String> edits() {
        return NEXT_ENTRY
                .splitAsStream(app.log())
                .filter(entry -> entry.contains(" edit"))
                .toList();
    }

    /** As editors save: beside the file, then over it. */
    private void write(String file, String text) throws IOException {
        Path beside = routes(file + "~");
        Files.writeString(beside, text);
        Files.move(beside, routes(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path routes(String file) {
        return app.folder().resolve("routes").resolve(file);
    }

    private static String withHeader(String text) {
        return text.replace(
                "- to: direct:webhook",
                "- setHeader: {name: edition, constant: '2'}\n              - to: direct:webhook");
    }
}
