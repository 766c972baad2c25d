package com.wgtwo.camel.stream.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.stream.ManualTime;
import com.wgtwo.camel.stream.auth.OAuthSettings.AuthMethod;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return source(endpoint.getAddress().getPort(), Duration.ofSeconds(5), executor);
    }

    private TokenSource source(int port, Duration timeout, Executor executor) {
        URI address = URI.create("http://127.0.0.1:" + port + "/token");
        return new TokenSource(
                new OAuthSettings(address, "product", "secret", "", AuthMethod.BASIC, timeout, timeout),
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

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nX-Waits: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n"})
    void anAnswerWithoutEndIsGivenUpWithItsConnection(String beginning) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<IOException> connectionLost =
                    CompletableFuture.supplyAsync(() -> trickle(server, beginning));
            TokenSource waiting = source(server.getLocalPort(), Duration.ofSeconds(1), requests);

            assertThat(waiting.current())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("no whole answer within 2000 ms");

            assertThat(connectionLost).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    /** An answer whose next part comes before anyone's patience is over, until nobody takes it any more. */
    private static IOException trickle(ServerSocket server, String beginning) {
        try (Socket connection = server.accept()) {
            OutputStream out = connection.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            String more = beginning.endsWith("1\r\n") ? " \r\n1\r\n" : "x";
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                out.write(more.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            throw new AssertionError("nobody counts down");
        } catch (IOException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAnswerInACharsetNobodyKnowsIsRead() {
        answer.set(exchange -> {
            byte[] token = "{\"access_token\":\"x\",\"token_type\":\"bearer\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf8mb4");
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        });

        assertThat(source.current()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void anAnswerThatIsTooLongForATokenIsNotTaken() {
        answer.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1_000_000]);
        });

        assertThat(source.current())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("the answer is longer than 65536 bytes");
    }
}
