package com.wgtwo.camel.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The management port of a process, on whichever port its log says. */
final class Management {

    private static final Pattern OPENED =
            Pattern.compile("Management port: (http://127\\.0\\.0\\.1:\\d+)/observe/health");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin;

    private Management(String origin) {
        this.origin = origin;
    }

    /** Of a process that was started with {@code management.address} 127.0.0.1:0. */
    static Management of(AppProcess app) {
        app.awaitLog("Management port:");
        // In JSON a slash is written with a backslash before it.
        Matcher opened = OPENED.matcher(app.log().replace("\\/", "/"));
        if (!opened.find()) {
            throw new AssertionError("No address in " + app.log());
        }
        return new Management(opened.group(1));
    }

    static Management at(String origin) {
        return new Management(origin);
    }

    String url(String path) {
        return origin + path;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Posts nothing, and gives the status of the answer. */
    int post(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url(path))).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
