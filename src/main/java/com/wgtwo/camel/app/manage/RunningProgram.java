package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.manage.DeadLetterRequest.Verb;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks the program that runs, over its management port. */
final class RunningProgram {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final ManagementAddress address;
    private final String token;
    private final String database;

    /** @param database the database that is meant; a program that uses another one is refused */
    RunningProgram(ManagementAddress address, String token, String database) {
        this.address = address;
        this.token = token;
        this.database = database;
    }

    /**
     * What the program did. Waits for as long as it takes.
     *
     * @return empty when nobody listens at the address
     * @throws UserMistake in one sentence, when the answer is no
     */
    Optional<ArrayNode> ask(DeadLetterRequest request) throws InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(uri(request))
                .header(DeadLetterPages.DATABASE, database)
                .header(Gate.REQUESTED_BY, "wgtwo-camel");
        if (!token.isEmpty()) {
            http.header("Authorization", "Bearer " + token);
        }
        switch (request.verb()) {
            case REPLAY -> http.POST(BodyPublishers.noBody());
            case DISCARD -> http.DELETE();
            default -> http.GET();
        }
        try {
            return Optional.of(letters(HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(http.build(), BodyHandlers.ofString())));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserMistake(
                    "The program at " + address + " went away before it answered: look at its log, and ask again.", e);
        }
    }

    private URI uri(DeadLetterRequest request) {
        StringBuilder path = new StringBuilder(DeadLetterPages.PATH);
        if (!request.id().isEmpty()) {
            path.append('/').append(request.id());
        }
        if (request.verb() == Verb.REPLAY) {
            path.append("/replay");
        }
        path.append("?content=").append(request.content());
        if (request.route() != null) {
            path.append("&route=").append(URLEncoder.encode(request.route(), StandardCharsets.UTF_8));
        }
        return URI.create(address.url(address.port(), path.toString()));
    }

    private ArrayNode letters(HttpResponse<String> response) {
        try {
            JsonNode body = MAPPER.readTree(response.body());
            if (body.path("deadLetters") instanceof ArrayNode letters) {
                return letters;
            }
            if (body.hasNonNull("error")) {
                throw new UserMistake(body.path("error").asText());
            }
        } catch (JsonProcessingException e) {
            throw new UserMistake(stranger(), e);
        }
        throw new UserMistake(stranger());
    }

    private String stranger() {
        return "What listens at " + address + " is not this program: correct management.address, or give --address.";
    }
}
