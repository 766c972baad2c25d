package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The console page in a browser, by mouse and keyboard; skipped where there is none. Its pictures are in
 * {@code target/screenshots}.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConsoleBrowserIT {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";

    @TempDir
    Path folder;

    @TempDir
    Path window;

    @Test
    void anOperatorSeesADeadLetterReplaysItAndDiscardsTheNext() throws Exception {
        try (Browser browser = new Browser(window);
                Rig rig = new Rig(folder)) {
            AppProcess app = rig.app().with("management.address", "127.0.0.1:0").start();
            rig.awaitStreaming(app);
            browser.look(1400, 1000, "light");
            browser.open(Management.of(app).url("/"));
            shows(browser, "#overall", "all streams are streaming");

            rig.web.answer(id -> 400);
            Sent first = rig.emit(Sent.sms(Rig.subscriber(1)));
            rig.awaitAllAcked();
            shows(browser, "#letters", first.id());
            shows(browser, "#events", "*********01");
            shows(browser, "#events", "dead letter");
            pictures(browser);

            rig.web.answer(id -> 204);
            browser.click("#letters tbody button:not(.danger)");
            shows(browser, "#letter-said", first.id() + ": delivered");
            shows(browser, "#letters .none", "None.");

            rig.web.answer(id -> 400);
            Sent second = rig.emit(Sent.sms(Rig.subscriber(2)));
            rig.awaitAllAcked();
            shows(browser, "#letters", second.id());
            browser.click("#letters tbody button.danger");
            // Who presses Enter without reading keeps it.
            browser.press(ENTER);
            assertThat(browser.text("#letters")).contains(second.id()).doesNotContainIgnoringCase("being discarded");
            browser.click("#letters tbody button.danger");
            browser.press(TAB + ENTER);
            shows(browser, "#letters .none", "None.");

            rig.platform.faults().stopServer();
            shows(browser, "#overall", "streams away");
            shows(browser, "#alerts", "Next attempt at");
            assertThat(browser.run("return document.body.innerText").asText())
                    .doesNotContain(Rig.subscriber(1), Rig.subscriber(2), "private text");
        }
    }

    @Test
    void withTheSandboxEventsAreEmittedAndMailsAreSeenOnTheSamePage() throws Exception {
        try (Browser browser = new Browser(window);
                AppProcess app = new AppProcess(folder)
                        .with("management.address", "127.0.0.1:0")
                        .with("sandbox.events-per-second", "0")
                        .start()) {
            app.awaitLog("streaming");
            browser.look(360, 800, "dark");
            browser.open(Management.of(app).url("/"));
            shows(browser, "#overall", "all streams are streaming");

            browser.click("#to-sandbox");
            Awaitility.await("the page has scrolled there")
                    .until(() -> browser.run(
                                    "return document.querySelector('#sandbox').getBoundingClientRect().top < 200")
                            .asBoolean());
            browser.enter("#sandbox iframe");
            browser.click("form button");
            browser.click("nav a");
            shows(browser, "body", "Webhooks caught: 1");
            shows(browser, "body", "Mails caught: 1");
            browser.leave();
            shows(browser, "#events", "SMS_EVENT");
            shows(browser, "#events", "acknowledged");

            browser.screenshot(PICTURES.resolve("sandbox-narrow-dark.png"));
        }
    }

    /** In each look the page has to fit: nothing is wider than the window, and the colours are those that are asked for. */
    private static void pictures(Browser browser) throws Exception {
        Map<String, String> backs = Map.of("light", "rgb(246, 247, 249)", "dark", "rgb(18, 22, 28)");
        for (String scheme : List.of("dark", "light")) {
            for (int width : new int[] {360, 1400}) {
                browser.look(width, 1000, scheme);
                assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth")
                                .asInt())
                        .as("wider than %s pixels by", width)
                        .isNotPositive();
                assertThat(browser.run("return getComputedStyle(document.body).backgroundColor")
                                .asText())
                        .as(scheme)
                        .isEqualTo(backs.get(scheme));
                browser.screenshot(PICTURES.resolve("console-" + width + "-" + scheme + ".png"));
            }
        }
    }

    private static void shows(Browser browser, String selector, String text) {
        ThrowingRunnable look =
                () -> assertThat(browser.text(selector)).as(selector).contains(text);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(look);
    }
}
