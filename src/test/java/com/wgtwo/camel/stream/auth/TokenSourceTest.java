package com.wgtwo.camel.stream.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.stream.ManualTime;
import com.wgtwo.camel.stream.auth.OAuthSettings.AuthMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several calls have the same token, and hear at different times that it is refused. */
class TokenSourceTest {
    private final AtomicInteger issued = new AtomicInteger();
    private final ExecutorService requests = Executors.newSingleThreadExecutor();
    private final AtomicReference<HttpHandler> answer = new AtomicReference<>();
    private final ManualTime time = new ManualTime();
    private volatile long lifetime = 3600;
    private HttpServer endpoint;
    private TokenSource source;

    @BeforeEach
    void anEndpointThatNumbersItsTokens() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            HttpHandler other = answer.get();
            if (other != null) {
                other.handle(exchange);
                exchange.close();
                return;
            }
            byte[] answer = ("{\"access_token\":\"t" + issued.incrementAndGet()
                            + "\",\"token_type\":\"bearer\",\"expires_in\":" + lifetime + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        endpoint.start();
        source = source(requests);
    }

    private TokenSource source(Executor executor) {
        URI address = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token");
        return new TokenSource(
                new OAuthSettings(
                        address,
                        "product",
                        "secret",
                        "",
                        AuthMethod.BASIC,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                () -> "secret",
                time,
                executor);
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
    void aTokenInThePlaceOfARefusedOneServesForAWhileHoweverOftenItIsRefused() {
        AccessToken first = source.current().join();
        source.discard(first);
        AccessToken second = source.current().join();
        for (int call = 0; call < 100; call++) {
            assertThat(source.discard(second)).as("new, and refused").isTrue();
            assertThat(source.current().join()).isSameAs(second);
        }
        assertThat(issued).hasValue(2);

        time.advance(Duration.ofSeconds(10));
        AccessToken third = source.current().join();
        assertThat(third).isNotSameAs(second);
        assertThat(issued).hasValue(3);

        time.advance(Duration.ofSeconds(10));
        assertThat(source.discard(third)).isTrue();
        source.current().join();
        assertThat(issued).as("it has served, and goes at once").hasValue(4);
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

    @Test
    void aPauseThatTheEndpointAsksForHasAnEnd() {
        answer.set(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "9223372036854775807");
            exchange.sendResponseHeaders(429, -1);
        });
        CompletableFuture<AccessToken> refused = source.current();
        assertThat(refused).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
        answer.set(null);
        time.advance(Duration.ofMinutes(4));
        assertThat(source.current()).isCompletedExceptionally();

        time.advance(Duration.ofMinutes(1));

        assertThat(source.current()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aTokenForAllEternityIsAToken() {
        lifetime = Long.MAX_VALUE;
        AccessToken token = source.current().join();
        time.advance(Duration.ofHours(23));
        assertThat(source.current().join()).isSameAs(token);
    }

    @Test
    void withoutAThreadForTheRequestTheNextCallAsksAgain() {
        AtomicBoolean none = new AtomicBoolean(true);
        TokenSource other = source(request -> {
            if (none.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            requests.execute(request);
        });
        assertThat(other.current()).isCompletedExceptionally();

        time.advance(Duration.ofSeconds(2));

        assertThat(other.current()).succeedsWithin(Duration.ofSeconds(10));
    }
}
