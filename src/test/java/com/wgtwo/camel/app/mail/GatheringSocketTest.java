package com.wgtwo.camel.app.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for ever when it is wrong ends after a while. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatheringSocketTest {
    private ServerSocket listening;
    private GatheringSocket client;
    private Socket server;

    @BeforeEach
    void connect() throws Exception {
        listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        connect(Duration.ofMinutes(1));
    }

    private void connect(Duration timeout) throws Exception {
        client = new GatheringSocket(timeout);
        client.connect(listening.getLocalSocketAddress());
        server = listening.accept();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.close();
        listening.close();
    }

    @Test
    void commandsLeaveTogetherWithTheQuestion() throws Exception {
        say("one ");
        say("two");
        assertThat(server.getInputStream().available()).isZero();
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(this::ask);

        assertThat(heardAtOnce()).isEqualTo("one two");
        server.getOutputStream().write('!');
        assertThat(answer.join()).isEqualTo('!');
        assertThat(client.getTcpNoDelay()).isTrue();
    }

    @Test
    void theNextQuestionHasTheNextCommands() throws Exception {
        server.getOutputStream().write("12".getBytes(US_ASCII));
        say("one");
        byte[] answer = new byte[1];
        assertThat(client.getInputStream().read(answer)).isEqualTo(1);
        say("two");
        assertThat(ask()).isEqualTo('2');

        assertThat(server.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("onetwo");
    }

    @Test
    void whatIsLongerDoesNotWait() throws Exception {
        say("x".repeat(GatheringSocket.MOST));
        say("y");
        say("z");

        assertThat(server.getInputStream().readNBytes(GatheringSocket.MOST + 2))
                .asString(US_ASCII)
                .endsWith("xyz");
    }

    @Test
    void afterALongTextCommandsAreGatheredAgain() throws Exception {
        say("x".repeat(GatheringSocket.MOST + 1));
        server.getInputStream().readNBytes(GatheringSocket.MOST + 1);
        server.getOutputStream().write('!');
        ask();
        say("one ");
        say("two");
        assertThat(server.getInputStream().available()).isZero();
        server.getOutputStream().write('!');
        ask();

        assertThat(heardAtOnce()).isEqualTo("one two");
    }

    @Test
    void whatWasSaidLastIsSentBeforeTheConnectionEnds() throws Exception {
        say("QUIT");

        client.close();

        assertThat(server.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("QUIT");
    }

    @Test
    void aConnectionWhoseServerTakesNothingCanBeClosed() throws Exception {
        CompletableFuture<Void> endless = CompletableFuture.runAsync(() -> say("x".repeat(64 * 1024 * 1024)));
        await().until(() -> server.getInputStream().available() > 0);

        client.close();

        assertThatThrownBy(endless::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void whatTheServerDoesNotTakeIsGivenUp() throws Exception {
        client.close();
        server.close();
        connect(Duration.ofMillis(100));

        assertThatThrownBy(() -> say("x".repeat(64 * 1024 * 1024)))
                .hasRootCauseInstanceOf(SocketException.class)
                .cause()
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("The other side has not taken what was sent within 100 ms");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void whatIsTakenInTimeIsNotGivenUpLater() throws Exception {
        client.close();
        server.close();
        Duration timeout = Duration.ofMillis(500);
        connect(timeout);
        say("x".repeat(GatheringSocket.MOST + 1));

        await().during(timeout.multipliedBy(2)).until(() -> !client.isClosed());
    }

    private void say(String text) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(text.getBytes(US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int ask() {
        try {
            return client.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String heardAtOnce() throws IOException {
        byte[] bytes = new byte[100];
        return new String(bytes, 0, server.getInputStream().read(bytes), US_ASCII);
    }
}
