package com.wgtwo.camel.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.wgtwo.camel.sandbox.server.HeldPort;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real mail server. */
class MailConnectionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Session session = Session.getInstance(new Properties());
    private final List<Transport> opened = new CopyOnWriteArrayList<>();
    private GreenMail server;
    private int port;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        port = server.getSmtp().getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void oneConnectionServesManyMails() throws Exception {
        MailConnections connections = new MailConnections(this::connect, LONG, LONG);

        for (int i = 0; i < 20; i++) {
            connections.send(mail("ops@example.com"));
        }

        assertThat(opened).hasSize(1);
        assertThat(server.getReceivedMessages()).hasSize(20);
    }

    @Test
    void aConnectionEndsAfterItsHundredMails() throws Exception {
        MailConnections connections = new MailConnections(this::connect, LONG, LONG);

        for (int i = 0; i <= MailConnections.MAILS_PER_CONNECTION; i++) {
            connections.send(mail("ops@example.com"));
        }

        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).isConnected()).isFalse();
    }

    @Test
    void mailsAtTheSameTimeDoNotWaitForEachOther() throws Exception {
        CountDownLatch bothAreConnected = new CountDownLatch(2);
        MailConnections connections = new MailConnections(
                () -> {
                    Transport transport = connect();
                    bothAreConnected.countDown();
                    awaitQuietly(bothAreConnected);
                    return transport;
                },
                LONG,
                LONG);
        ExecutorService threads = Executors.newFixedThreadPool(2);

        List<Future<?>> sent = new ArrayList<>();
        IntStream.range(0, 2)
                .forEach(i -> sent.add(threads.submit(() -> {
                    connections.send(mail("ops@example.com"));
                    return null;
                })));
        for (Future<?> one : sent) {
            one.get();
        }

        assertThat(server.getReceivedMessages()).hasSize(2);
        threads.shutdownNow();
    }

    @Test
    void aConnectionEndsWhenItIsNotUsedAnyMore() throws Exception {
        Duration longestIdle = Duration.ofMillis(300);
        MailConnections connections = new MailConnections(this::connect, LONG, longestIdle);
        connections.send(mail("ops@example.com"));
        long end = System.nanoTime() + longestIdle.toNanos();
        while (System.nanoTime() < end) {
            connections.send(mail("ops@example.com"));
        }

        await().until(() -> opened.stream().noneMatch(Transport::isConnected));
        connections.send(mail("ops@example.com"));

        await().until(() -> opened.stream().noneMatch(Transport::isConnected));
    }

    @Test
    void aConnectionThatTheServerEndedIsReplacedBeforeAMailIsLost() throws Exception {
        MailConnections connections = new MailConnections(this::connect, Duration.ZERO, LONG);
        connections.send(mail("ops@example.com"));

        server.stop();
        HeldPort held = new HeldPort();
        held.hold(new InetSocketAddress("127.0.0.1", port));
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        held.letGo();
        connections.send(mail("ops@example.com"));

        assertThat(opened).hasSize(2);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void afterAMailThatIsRefusedTheNextOneHasANewConnection() throws Exception {
        MailConnections connections = new MailConnections(this::connect, LONG, LONG);

        assertThatThrownBy(() -> connections.send(new MimeMessage(session))).isInstanceOf(MessagingException.class);
        connections.send(mail("ops@example.com"));

        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).isConnected()).isFalse();
    }

    @Test
    void aConnectionThatIsNoLongerUsedIsClosed() throws Exception {
        MailConnections connections = new MailConnections(this::connect, LONG, Duration.ofMillis(50));

        connections.send(mail("ops@example.com"));

        await().until(() -> !opened.get(0).isConnected());
    }

    private Transport connect() throws MessagingException {
        Transport transport = session.getTransport("smtp");
        transport.connect("127.0.0.1", port, null, null);
        opened.add(transport);
        return transport;
    }

    private MimeMessage mail(String to) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("wgtwo@example.com");
        mail.setRecipients(MimeMessage.RecipientType.TO, to);
        mail.setText("text");
        mail.saveChanges();
        return mail;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
