package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.Machine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;

/** A headless Chromium, driven over the W3C WebDriver protocol. What runs in the page is the page's own script. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The key under which WebDriver names an element, from the specification. */
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    /** Opens a window; the browser may write into the folder. */
    Browser(Path folder) throws Exception {
        Path program = Machine.program("chromedriver", "chromium-driver");
        int port = Machine.freePort();
        driver = new ProcessBuilder(program.toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("driver.log").toFile())
                .start();
        String server = "http://127.0.0.1:" + port;
        Awaitility.await("start of " + program).atMost(Duration.ofSeconds(60)).until(() -> isReady(server));
        ObjectNode request = JSON.createObjectNode();
        ObjectNode options = request.putObject("capabilities")
                .putObject("alwaysMatch")
                .put("browserName", "chrome")
                .putObject("goog:chromeOptions");
        options.putArray("args")
                .add("--headless=new")
                // As root it does not start otherwise; only this test's own pages are opened.
                .add("--no-sandbox")
                .add("--disable-dev-shm-usage")
                .add("--disable-gpu")
                .add("--user-data-dir=" + folder.resolve("profile"));
        session = server + "/session/"
                + post(server + "/session", request).path("sessionId").asText();
    }

    /**
     * From now on the window is of another size and colour.
     *
     * @param width in CSS pixels
     * @param scheme light or dark, which the page is asked for
     */
    void look(int width, int height, String scheme) throws Exception {
        // Headless windows have a least width, which a phone's is below.
        devTools(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        devTools("Emulation.setEmulatedMedia", media);
    }

    private void devTools(String method, ObjectNode parameters) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("cmd", method);
        request.set("params", parameters);
        command("/goog/cdp/execute", request);
    }

    private boolean isReady(String server) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(server + "/status"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .contains("\"ready\":true");
        } catch (IOException e) {
            return false;
        }
    }

    void open(String url) throws Exception {
        command("/url", JSON.createObjectNode().put("url", url));
    }

    /** Clicks on what a user would hit at the middle of the first element; fails when something lies over it. */
    void click(String selector) throws Exception {
        command("/element/" + find(selector) + "/click", JSON.createObjectNode());
    }

    /** Presses keys, wherever the focus is. */
    void press(String keys) throws Exception {
        String focused = post(session + "/execute/sync", script("return document.activeElement"))
                .path(ELEMENT)
                .asText();
        command("/element/" + focused + "/value", JSON.createObjectNode().put("text", keys));
    }

    /** What can be seen of the text of the first element; empty when there is none. */
    String text(String selector) throws Exception {
        return run("const found = document.querySelector('" + selector + "'); return found ? found.innerText : ''")
                .asText();
    }

    /** The answer of a script that looks at the page. */
    JsonNode run(String script) throws Exception {
        return post(session + "/execute/sync", script(script));
    }

    /** From now on inside a frame. */
    void enter(String frame) throws Exception {
        ObjectNode request = JSON.createObjectNode();
        request.putObject("id").put(ELEMENT, find(frame));
        command("/frame", request);
    }

    /** From now on in the page itself again. */
    void leave() throws Exception {
        command("/frame", JSON.createObjectNode().putNull("id"));
    }

    /** A picture of the window. */
    void screenshot(Path file) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(session + "/screenshot")).build(), BodyHandlers.ofString());
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(JSON.readTree(answer.body()).path("value").asText()));
    }

    private String find(String selector) throws Exception {
        return post(
                        session + "/element",
                        JSON.createObjectNode().put("using", "css selector").put("value", selector))
                .path(ELEMENT)
                .asText();
    }

    private static ObjectNode script(String script) {
        ObjectNode request = JSON.createObjectNode().put("script", script);
        request.putArray("args");
        return request;
    }

    private void command(String path, JsonNode request) throws Exception {
        post(session + path, request);
    }

    private JsonNode post(String url, JsonNode request) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(60))
                        .POST(BodyPublishers.ofString(request.toString()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", url.substring(url.lastIndexOf('/')), request, answer.body())
                .isEqualTo(200);
        return JSON.readTree(answer.body()).path("value");
    }

    @Override
    public void close() throws Exception {
        try {
            http.send(HttpRequest.newBuilder(URI.create(session)).DELETE().build(), BodyHandlers.discarding());
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly().waitFor();
        }
    }
}
