package com.wgtwo.camel.app.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.app.mail.TestMailServer;
import com.wgtwo.camel.app.run.RoutesUnderTest;
import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.app.run.WebhookServer;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoTargetsTest {
    private final WebhookServer webhook = newWebhook();
    private final HeldPort held = new HeldPort();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RoutesUnderTest routes;

    @BeforeEach
    void start() throws Exception {
        mail.start();
        routes = RoutesUnderTest.start(Map.of(
                "sms.webhook.url",
                webhook.url("/hook"),
                "sms.mail.to",
                "ops@example.com",
                "sms.mail.server",
                "127.0.0.1:" + mail.getSmtp().getPort()));
    }

    @AfterEach
    void stop() {
        routes.close();
        mail.stop();
        held.letGo();
        webhook.close();
        threads.shutdownNow();
    }

    @Test
    void bothGetTheEvent() {
        routes.deliver(TestEvents.sms("hi"));
        assertThat(webhook.requests()).hasSize(1);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(routes.acknowledged()).hasSize(1);
    }

    @Test
    void oneThatFailsDoesNotHoldUpTheOtherNorRepeatIt() {
        webhook.answer(503, 503);
        Event event = TestEvents.sms("hi");
        routes.deliver(event, Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(routes.acknowledged()).isEmpty();

        routes.deliver(event, Map.of(WgtwoConstants.DELIVERY_COUNT, 2));
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(webhook.requests()).hasSize(3);
        assertThat(routes.acknowledged()).hasSize(1);
    }

    @Test
    void theFailureOfTheSecondDoesNotRepeatTheFirst() {
        InetSocketAddress address =
                new InetSocketAddress("127.0.0.1", mail.getSmtp().getPort());
        mail.stop();
        held.hold(address);
        Event event = TestEvents.sms("hi");
        routes.deliver(event, Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
        assertThat(webhook.requests()).hasSize(1);
        assertThat(routes.acknowledged()).isEmpty();

        routes.deliver(event, Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
        assertThat(webhook.requests()).hasSize(1);
    }

    /** A route that is stopped by force leaves its exchanges running, and the platform delivers their events again. */
    @Test
    void whatIsStillInWorkForAnEarlierDeliveryDoesNotCountAsDone() {
        webhook.answer(503, Map.of("Retry-After", "3"), new byte[0]);
        Event event = TestEvents.sms("hi");
        CompletableFuture<Void> earlier = CompletableFuture.runAsync(() -> routes.deliver(event));
        await().until(() -> webhook.requests().size() == 1);

        routes.deliver(
                event,
                Map.of(
                        WgtwoConstants.DELIVERY_COUNT,
                        2,
                        WgtwoConstants.ACK_DEADLINE,
                        Instant.now().plusSeconds(1)));
        assertThat(earlier).isNotDone();
        assertThat(routes.acknowledged()).isEmpty();

        earlier.join();
        assertThat(routes.acknowledged()).hasSize(1);
        assertThat(webhook.requests()).hasSize(2);
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aDeadLetterOfOneIsNoneOfTheOther() throws Exception {
        webhook.answer(404);
        routes.deliver(TestEvents.sms("hi"));
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(DeadLetterRows.of(routes.database()))
                .singleElement()
                .satisfies(row -> assertThat(row.route()).isEqualTo("sms-webhook"));
        assertThat(routes.acknowledged()).hasSize(1);
    }

    @Test
    void answersDoNotWaitForAMailServerThatHangs() throws Exception {
        try (TestMailServer hanging = new TestMailServer() {
                    {
                        start();
                    }

                    @Override
                    protected void talk(BufferedReader in, OutputStream out) throws IOException {
                        while (in.readLine() != null) {
                            // Says nothing to anything.
                        }
                    }
                };
                RoutesUnderTest three = RoutesUnderTest.start(Map.of(
                        "sms.webhook.url",
                        webhook.url("/hook"),
                        "sms.answer.url",
                        webhook.url("/answer"),
                        "sms.mail.to",
                        "ops@example.com",
                        "sms.mail.server",
                        hanging.address(),
                        "delivery.try-timeout",
                        "20s"))) {
            List<CompletableFuture<Void>> events = Stream.of("one", "two", "three")
                    .map(text -> CompletableFuture.runAsync(() -> three.deliver(TestEvents.sms(text)), threads))
                    .toList();

            await().until(() -> webhook.requests().stream()
                            .filter(request -> request.uri().equals("/answer"))
                            .count()
                    == 3);

            assertThat(events).noneMatch(CompletableFuture::isDone);
        }
    }

    /** Else the memory would be full of what never comes again, and push out what does. */
    @Test
    void whatWasDoneIsRememberedForEventsThatComeAgainOnly() {
        IdempotentRepository done =
                routes.context().getRegistry().lookupByNameAndType("doneOnce", IdempotentRepository.class);
        webhook.answer(503);
        Event failing = TestEvents.sms("fails");
        routes.deliver(
                failing, Map.of(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1)));
        Event good = TestEvents.sms("is done");
        routes.deliver(good);
        assertThat(routes.acknowledged()).containsExactly(TestEvents.id(good));
        assertThat(done.contains("sms-mail " + TestEvents.id(failing))).isTrue();
        assertThat(done.contains("sms-mail " + TestEvents.id(good))).isFalse();
        assertThat(done.contains("sms-webhook " + TestEvents.id(good))).isFalse();
    }

    /** The platform keeps events for 30 minutes, and the ack timeout is half a minute. */
    @Test
    void anEventThatMayNotComeAgainBecomesADeadLetterWhateverItsDelivery() throws Exception {
        webhook.answer(503, 503, 503, 503);
        Instant now = TestEvents.MADE.plusSeconds(60);
        for (Instant made : List.of(now.minusSeconds(28 * 60), now.minusSeconds(30 * 60))) {
            routes.deliver(
                    TestEvents.sms("hi"),
                    Map.of(
                            WgtwoConstants.TIMESTAMP,
                            made,
                            WgtwoConstants.ACK_DEADLINE,
                            Instant.now().plusSeconds(1)));
        }
        assertThat(DeadLetterRows.of(routes.database())).hasSize(1);
        assertThat(routes.acknowledged()).hasSize(1);

        // Read from a broker, which goes on delivering it.
        routes.deliver(
                TestEvents.sms("hi"),
                Map.of(
                        WgtwoConstants.TIMESTAMP,
                        now.minusSeconds(30 * 60),
                        WgtwoConstants.DELIVERY_COUNT,
                        10,
                        WgtwoConstants.ACKNOWLEDGED,
                        true,
                        WgtwoConstants.ACK_DEADLINE,
                        Instant.now().plusSeconds(1)));
        assertThat(DeadLetterRows.of(routes.database())).hasSize(1);

        Map<String, Object> ofUnknownAge = new HashMap<>();
        ofUnknownAge.put(WgtwoConstants.TIMESTAMP, null);
        ofUnknownAge.put(WgtwoConstants.ACK_DEADLINE, Instant.now().plusSeconds(1));
        routes.deliver(TestEvents.sms("hi"), ofUnknownAge);
        assertThat(DeadLetterRows.of(routes.database())).hasSize(1);
    }

    private static WebhookServer newWebhook() {
        try {
            return new WebhookServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
