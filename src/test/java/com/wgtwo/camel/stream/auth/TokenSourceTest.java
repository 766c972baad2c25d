package com.wgtwo.camel.stream.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.stream.TimeSource;
import com.wgtwo.camel.stream.auth.OAuthSettings.AuthMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several calls have the same token, and hear at different times that it is refused. */
class TokenSourceTest {
    private final AtomicInteger issued = new AtomicInteger();
    private final ExecutorService requests = Executors.newSingleThreadExecutor();
    private HttpServer endpoint;
    private TokenSource source;

    @BeforeEach
    void anEndpointThatNumbersItsTokens() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            byte[] answer = ("{\"access_token\":\"t" + issued.incrementAndGet()
                            + "\",\"token_type\":\"bearer\",\"expires_in\":3600}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        endpoint.start();
        URI address = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token");
        source = new TokenSource(
                new OAuthSettings(
                        address,
                        "product",
                        "secret",
                        "",
                        AuthMethod.BASIC,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                () -> "secret",
                TimeSource.SYSTEM,
                requests);
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
        requests.shutdownNow();
    }

    @Test
    void aRefusedTokenIsReplacedOnceHoweverManyCallsHadIt() {
        AccessToken first = source.current().join();
        assertThat(source.discard(first)).as("new, and refused").isTrue();
        AccessToken second = source.current().join();

        assertThat(source.discard(first)).as("replaced already").isFalse();

        assertThat(source.current().join()).isSameAs(second);
        assertThat(issued).hasValue(2);
    }

    @Test
    void callsThatHearOfItBeforeThereIsAnotherOneWaitAllTheSame() {
        AccessToken first = source.current().join();
        assertThat(source.discard(first)).isTrue();
        assertThat(source.discard(first)).isTrue();
        assertThat(source.discard(null)).as("a call without a token").isTrue();

        source.current().join();
        assertThat(issued).hasValue(2);
    }
}
