package com.wgtwo.camel.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wgtwo.camel.app.run.LogLines;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookProducerTest {
    private static final int REQUESTS = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private final List<String> requests = new ArrayList<>();
    private DefaultCamelContext context;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), REQUESTS);
        server.setExecutor(threads);
        server.createContext("/held", request -> {
            arrived.incrementAndGet();
            waitFor(answer);
            answer(request, 204);
        });
        server.createContext("/", request -> {
            synchronized (requests) {
                requests.add(request.getRequestMethod() + " " + request.getRequestURI() + " "
                        + request.getRequestHeaders().getFirst("Content-type") + " "
                        + request.getRequestHeaders().getFirst("User-agent") + " "
                        + new String(request.getRequestBody().readAllBytes(), "UTF-8"));
            }
            answer(request, request.getRequestURI().getPath().equals("/no") ? 503 : 200);
        });
        server.start();
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        answer.countDown();
        context.stop();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anErrorInTheThreadOfTheConnectionsIsNotTheEndOfAllPosts() throws Exception {
        AsyncProducer producer = producer("wgtwo-webhook:post");
        Exchange held = exchange(address("/held"));
        CompletableFuture<Boolean> heldDone = new CompletableFuture<>();
        producer.process(held, heldDone::complete);
        await().until(() -> arrived.get() == 1);
        producer.process(throwing("getProperty"), doneSync -> {});

        Exchange next = exchange(address("/"));
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(next, done::complete);
        assertThat(done).succeedsWithin(Duration.ofSeconds(10));
        answer.countDown();

        assertThat(heldDone).as("under way when it happened").succeedsWithin(Duration.ofSeconds(10));
        assertThat(held.getException()).isNull();
        assertThat(next.getException()).isNull();
    }

    @Test
    void anAnswerWithoutEndIsGivenUpWithItsConnection() throws Exception {
        CompletableFuture<IOException> connectionLost = new CompletableFuture<>();
        server.createContext("/endless", request -> {
            request.sendResponseHeaders(200, 0);
            try {
                while (!answer.await(50, TimeUnit.MILLISECONDS)) {
                    request.getResponseBody().write('x');
                    request.getResponseBody().flush();
                }
            } catch (IOException e) {
                connectionLost.complete(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        AsyncProducer producer = producer("wgtwo-webhook:post?timeout=500");
        Exchange endless = exchange(address("/endless"));
        CompletableFuture<Boolean> done = new CompletableFuture<>();

        producer.process(endless, done::complete);

        try (LogLines log = new LogLines()) {
            while (!done.isDone()) {
                // Others are answered meanwhile, so that their connections stay.
                producer.process(exchange(address("/")));
            }
            assertThat(endless.getException()).hasMessage("no whole answer within 6000 ms");
            assertThat(connectionLost).succeedsWithin(Duration.ofSeconds(10));
            assertThat(log.atLeast(Level.WARN)).isEmpty();
        }
    }

    @Test
    void anErrorWhileAnAnswerIsTakenIsAFailureOfThePost() throws Exception {
        AsyncProducer producer = producer("wgtwo-webhook:post");
        Exchange failing = throwing("getMessage");
        CompletableFuture<Boolean> done = new CompletableFuture<>();

        producer.process(failing, done::complete);

        assertThat(done).succeedsWithin(Duration.ofSeconds(5));
        assertThat(failing.getException()).hasRootCauseInstanceOf(InternalError.class);
    }

    /** An exchange one of whose methods ends in an error on the thread of the connections. */
    private Exchange throwing(String methodName) {
        Exchange exchange = exchange(address("/"));
        return (Exchange) Proxy.newProxyInstance(
                Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (self, method, arguments) -> {
                    if (method.getName().equals(methodName)
                            && Thread.currentThread().getName().startsWith("wgtwo-webhook-connections")) {
                        throw new InternalError("of this test");
                    }
                    return method.invoke(exchange, arguments);
                });
    }

    @Test
    void anyNumberOfRequestsIsUnderWayOnOneThread() throws Exception {
        AsyncProducer producer = producer("wgtwo-webhook:post");
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < REQUESTS; i++) {
            boolean sync =
                    producer.process(exchange(address("/held")), doneSync -> done.addAndGet(doneSync ? 1000 : 1));
            assertThat(sync).isFalse();
        }
        await().untilAsserted(() -> assertThat(arrived).hasValue(REQUESTS));
        assertThat(done).hasValue(0);

        answer.countDown();

        await().untilAsserted(() -> assertThat(done).hasValue(REQUESTS));
    }

    @Test
    void nothingButTheBodyAndTheHeadersThatMayLeaveIsSent() throws Exception {
        Exchange exchange = exchange(address("/here?a=b c"));
        exchange.getMessage().setHeader("Content-Type", "text/plain");
        exchange.getMessage().setHeader("CamelSecret", "x");

        send("wgtwo-webhook:post", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("body");
        assertThat(requests).containsExactly("POST /here?a=b%20c text/plain wgtwo-camel body");
    }

    @Test
    void anAddressMayHaveAnyLetter() throws Exception {
        Exchange exchange = send("wgtwo-webhook:post", exchange(address("/stra\u00dfe?a=\u20ac")));

        assertThat(exchange.getException()).isNull();
        assertThat(requests).singleElement().asString().startsWith("POST /stra%C3%9Fe?a=%E2%82%AC ");
    }

    @Test
    void aHeaderWhoseNameHttpDoesNotAllowIsNamed() throws Exception {
        Exchange exchange = exchange(address("/"));
        exchange.getMessage().setHeader("My Header", "x");

        send("wgtwo-webhook:post", exchange);

        assertThat(exchange.getException()).hasMessageContaining("My Header");
        assertThat(requests).isEmpty();
    }

    /** It would be kept in memory until there is none. */
    @Test
    void anAnswerWhoseHeadHasNoEndFails() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (Socket client = endless.accept()) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes("US-ASCII"));
                    byte[] more = "a".repeat(1024).getBytes("US-ASCII");
                    while (written.addAndGet(more.length) < 50_000_000) {
                        client.getOutputStream().write(more);
                    }
                } catch (IOException e) {
                    // The other side has gone, which is what is to be seen.
                    return;
                }
            });

            Exchange exchange =
                    send("wgtwo-webhook:post", exchange("http://127.0.0.1:" + endless.getLocalPort() + "/"));

            assertThat(exchange.getException()).hasMessage("the head of the answer is longer than 65536 bytes");
            assertThat(written).hasValueLessThan(50_000_000);
        }
    }

    @Test
    void theSchemeOfAnAddressMayBeWrittenInCapitals() throws Exception {
        Exchange exchange = send("wgtwo-webhook:post", exchange(address("/here").replace("http:", "HTTP:")));

        assertThat(exchange.getException()).isNull();
        assertThat(requests).hasSize(1);
    }

    @Test
    void anAnswerOtherThan2xxFailsWithItsStatus() throws Exception {
        Exchange exchange = send("wgtwo-webhook:post", exchange(address("/no")));

        assertThat(exchange.getException()).isInstanceOfSatisfying(HttpOperationFailedException.class, failure -> {
            assertThat(failure.getStatusCode()).isEqualTo(503);
            assertThat(failure.getUri()).isEqualTo(address("/no"));
        });
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
        Exchange exchange = send("wgtwo-webhook:post?timeout=200", exchange(address("/held")));

        assertThat(exchange.getException()).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates keys =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (SSLServerSocket socket = (SSLServerSocket)
                keys.sslContext().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try {
                    socket.accept().getInputStream().read();
                } catch (IOException e) {
                    // The client breaks the handshake off, as it should.
                    arrived.incrementAndGet();
                }
            });

            Exchange exchange =
                    send("wgtwo-webhook:post", exchange("https://127.0.0.1:" + socket.getLocalPort() + "/secret"));

            assertThat(exchange.getException()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aMissingAddressIsNamed() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("body");

        send("wgtwo-webhook:post", exchange);

        assertThat(exchange.getException()).hasMessageContaining("CamelHttpUri").hasMessageContaining("is missing");
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        context.addService(producer);
        producer.start();
        return producer;
    }

    private Exchange send(String uri, Exchange exchange) throws Exception {
        producer(uri).process(exchange);
        return exchange;
    }

    private Exchange exchange(String address) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(new java.util.HashMap<>(Map.of(Exchange.HTTP_URI, address)));
        exchange.getMessage().setBody("body");
        return exchange;
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange request, int status) throws IOException {
        request.sendResponseHeaders(status, -1);
        request.close();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
