package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** An open console page, and what it was told so far. */
final class OpenPage {
    static final String STREAM = "/observe/stream";

    private final StringBuffer told = new StringBuffer();
    private final Thread end;

    OpenPage(Management management, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(management.url(STREAM)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        // Ends with the program, or with the tests.
        end = new Thread(() -> read(answer.body()));
        end.setDaemon(true);
        end.start();
    }

    private void read(InputStream body) {
        byte[] buffer = new byte[8192];
        try (body) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                told.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The program is gone, which ends the page as well.
            told.append("\nended by ").append(e.getClass().getSimpleName());
        }
    }

    /** Waits until nothing more will be told. */
    void awaitEnd() throws InterruptedException {
        end.join(10_000);
        assertThat(end.isAlive()).as("the page is still open").isFalse();
    }

    String told() {
        return told.toString();
    }
}
