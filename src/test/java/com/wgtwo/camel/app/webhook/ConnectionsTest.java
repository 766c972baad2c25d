package com.wgtwo.camel.app.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers byte by byte what a test says. */
class ConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<Socket> ended = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Connections connections = new Connections(PATIENCE, 2);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        goOn.countDown();
        connections.close();
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        threads.shutdownNow();
    }

    @Test
    void aConnectionCarriesOnePostAfterAnother() throws Exception {
        serve(OK);

        for (int i = 0; i < 5; i++) {
            assertThat(status(send("x"))).isEqualTo(200);
        }

        assertThat(accepted).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=1\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"
            })
    void aConnectionThatTheServerDoesNotKeepIsNotUsedAgain(String answer) throws Exception {
        serve(answer);

        int status = status(send("x"));
        assertThat(status(send("x"))).isEqualTo(status);

        assertThat(accepted).hasSize(2);
        await().until(() -> ended.contains(accepted.get(0)));
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplaced() throws Exception {
        serve(OK);
        assertThat(status(send("x"))).isEqualTo(200);

        accepted.get(0).close();

        await().until(() -> {
            // The close may be under way still.
            assertThat(outcome(send("x"))).isIn("200", "the connection was closed without an answer");
            return accepted.size() == 2;
        });
    }

    @Test
    void aPostThatWasGivenAClosedConnectionGoesByAnother() throws Exception {
        serve(OK);
        assertThat(status(send("x"))).isEqualTo(200);
        Target target = Target.of(URI.create(address()));
        connections.free(new Connection(connections, target, new OpenChannel(), null), Connections.KEPT);

        assertThat(status(send("x"))).isEqualTo(200);

        assertThat(accepted).hasSize(2);
    }

    @Test
    void aPostThatWasGivenTwoClosedConnectionsFails() throws Exception {
        Sent post = new Sent(URI.create(address()), new byte[0]);
        post.again();

        connections.again(post);

        assertThat(failure(post)).hasMessage("the connection was closed before it could be used");
    }

    @Test
    void anAnswerBeforeTheEndOfARequestCountsAndEndsTheConnection() throws Exception {
        accept(socket -> {
            write(socket, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
            goOn.await();
            while (socket.getInputStream().read(new byte[65536]) >= 0) {
                // Until the client has closed it.
                continue;
            }
        });

        assertThat(status(send("x".repeat(50_000_000)))).isEqualTo(413);
        goOn.countDown();
        await().until(() -> ended.contains(accepted.get(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK,
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 200\r\nStrange header: \u0001\r\nContent-Length: 0\r\n\r\n"
            })
    void anAnswerMayBeWrittenInManyWays(String answer) throws Exception {
        serve(answer);

        assertThat(status(send("x"))).isBetween(200, 204);
        assertThat(status(send("x"))).isBetween(200, 204);

        assertThat(accepted).hasSize(1);
    }

    @Test
    void anAnswerMayEndWithItsConnection() throws Exception {
        serveOnce("HTTP/1.1 200 OK\r\n\r\nto the end");

        assertThat(status(send("x"))).isEqualTo(200);
    }

    @Test
    void anAnswerThatIsNoneIsSaidToBe() throws Exception {
        serve("SSH-2.0-OpenSSH_9.2\r\n\r\n");

        assertThat(failure(send("x")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("what was answered is not HTTP");
    }

    @Test
    void anAnswerLongerThanAnyUsefulOneIsGivenUp() throws Exception {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + "x".repeat(70_000));

        assertThat(failure(send("x"))).hasMessage("the answer is longer than 65536 bytes");
        await().untilAsserted(() ->
                assertThatThrownBy(() -> write(accepted.get(0), "more")).isInstanceOf(SocketException.class));
    }

    @Test
    void aConnectionThatEndsTooEarlyIsSaidSo() throws Exception {
        serveOnce("");
        assertThat(failure(send("x"))).hasMessage("the connection was closed without an answer");

        serveOnce("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all");
        assertThat(failure(send("x"))).hasMessage("the connection was closed before the end of the answer");
    }

    @Test
    void aPostWaitsForAFreeConnection() throws Exception {
        List<Sent> posts = threeOnTwoConnections();
        assertThat(posts.get(2).ended).isNotDone();

        goOn.countDown();

        assertThat(outcomes(posts)).containsOnly("200");
        assertThat(accepted).hasSize(2);
    }

    @Test
    void whoWaitsForAConnectionGetsThePlaceOfOneThatEnds() throws Exception {
        List<Sent> posts = threeOnTwoConnections();

        accepted.get(0).close();
        await().until(() -> accepted.size() == 3);
        goOn.countDown();

        assertThat(outcomes(posts))
                .containsExactlyInAnyOrder("the connection was closed without an answer", "200", "200");
    }

    @Test
    void aPostThatIsNotAnsweredIsGivenUpWithItsConnection() throws Exception {
        Connections impatient = new Connections(Duration.ofSeconds(1), 1);
        List<String> received = new CopyOnWriteArrayList<>();
        accept(socket -> {
            received.add(request(socket));
            assertThat(socket.getInputStream().read()).isNegative();
        });
        try {
            Sent post = send(impatient, "x");
            await().until(() -> !received.isEmpty());
            await().until(() -> {
                impatient.look(LONGEST);
                return post.ended.isDone();
            });

            assertThat(failure(post)).isInstanceOf(SocketTimeoutException.class).hasMessage("no answer within 1000 ms");
            await().until(() -> ended.contains(accepted.get(0)));
        } finally {
            impatient.close();
        }
    }

    @Test
    void aPostThatFindsNoFreeConnectionIsGivenUpAndDoesNotGoOut() throws Exception {
        Connections none = new Connections(Duration.ofMillis(1), 0);
        List<String> received = serve(OK);
        try {
            Sent post = send(none, "x");
            await().until(() -> {
                none.look(LONGEST);
                return post.ended.isDone();
            });

            assertThat(failure(post)).hasMessage("no free connection within 1 ms");
            assertThat(status(send("y"))).isEqualTo(200);
            assertThat(received).singleElement().asString().endsWith("y");
        } finally {
            none.close();
        }
    }

    @Test
    void theEndOfTheConnectionsIsTheEndOfAllPosts() throws Exception {
        List<Sent> posts = threeOnTwoConnections();

        connections.close();

        assertThat(outcomes(posts)).containsOnly("the connections were closed");
        assertThatThrownBy(() -> send("4")).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLongBodyArrivesWhole() throws Exception {
        List<String> received = serve(OK);
        String body = "0123456789".repeat(100_000);

        assertThat(status(send(body))).isEqualTo(200);

        assertThat(received).singleElement().asString().endsWith("\r\n\r\n" + body);
    }

    @Test
    void whatCannotBeReachedSaysWhy() throws Exception {
        server.close();
        assertThat(failure(send("x"))).hasMessageContaining("Connection refused");
        assertThat(failure(send(connections, "x", "http://no-such-host.invalid/")))
                .isInstanceOf(UnknownHostException.class);
        assertThat(outcome(send("x")))
                .as("the place of a connection that failed")
                .contains("Connection refused");
    }

    @Test
    void whoDoesNotSpeakTlsIsSaidSo() throws Exception {
        accept(socket -> write(socket, OK));

        assertThat(failure(send(connections, "x", "https://127.0.0.1:" + server.getLocalPort() + "/")))
                .isInstanceOf(SSLException.class)
                .hasMessage("what answers there does not speak TLS");
    }

    @Test
    void anUnusedConnectionIsClosedWhenItsTimeIsOver() throws Exception {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=2\r\n\r\nok");
        assertThat(status(send("x"))).isEqualTo(200);

        await().until(() -> {
            connections.look(LONGEST);
            return ended.contains(accepted.get(0));
        });
    }

    private List<Sent> threeOnTwoConnections() {
        serveWhenTold();
        List<Sent> posts = List.of(send("1"), send("2"), send("3"));
        await().until(() -> accepted.size() == 2);
        return posts;
    }

    private static List<String> outcomes(List<Sent> posts) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (Sent post : posts) {
            outcomes.add(outcome(post));
        }
        return outcomes;
    }

    private Sent send(String body) {
        return send(connections, body);
    }

    private Sent send(Connections by, String body) {
        return send(by, body, address());
    }

    private String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private static Sent send(Connections by, String body, String address) {
        Sent post = new Sent(URI.create(address), body.getBytes(ISO_8859_1));
        by.send(post);
        return post;
    }

    private static int status(Sent post) throws Exception {
        return post.ended.get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(Sent post) throws Exception {
        try {
            throw new AssertionError("succeeded with " + status(post));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static String outcome(Sent post) throws Exception {
        try {
            return Integer.toString(status(post));
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    /** Answers each request on each connection; gives what was received. */
    private List<String> serve(String answer) {
        List<String> received = new CopyOnWriteArrayList<>();
        accept(socket -> {
            for (String request = request(socket); request != null; request = request(socket)) {
                received.add(request);
                write(socket, answer);
            }
        });
        return received;
    }

    private void serveWhenTold() {
        accept(socket -> {
            while (request(socket) != null) {
                goOn.await();
                write(socket, OK);
            }
        });
    }

    /** Answers one request, and closes the connection. */
    private void serveOnce(String answer) {
        threads.execute(() -> {
            try (Socket socket = server.accept()) {
                request(socket);
                write(socket, answer);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private interface Talk {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    private void accept(Talk talk) {
        threads.execute(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    threads.execute(() -> {
                        try {
                            talk.with(socket);
                        } catch (IOException | InterruptedException e) {
                            // The connection, or the test, has ended; what was received until then is asserted there.
                            Thread.currentThread().interrupt();
                        } finally {
                            ended.add(socket);
                        }
                    });
                }
            } catch (IOException e) {
                // The test has ended.
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String request(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?si).*content-length: (\\d+)\r\n.*", "$1");
        return head + new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }
}
