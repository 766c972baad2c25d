package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.camel.sandbox.Sandbox;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail and webhooks over TLS, verified against the JDK's trust store, and never unencrypted when TLS was asked for. */
class TransportIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HandshakeCertificates trusted = serverSide(authority);
    private final Sandbox platform = Sandbox.builder().start();
    private final Mails mails = new Mails();
    private AppProcess app;

    @BeforeEach
    void prepare() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        Path trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            store.store(out, PASSWORD.toCharArray());
        }
        app = new AppProcess(Files.createDirectory(folder.resolve("run")))
                .jvm("-Djavax.net.ssl.trustStore=" + trust)
                .jvm("-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                .with("wgtwo.target", platform.target())
                .with("wgtwo.plaintext", true)
                .with("wgtwo.ack-timeout", "10s");
    }

    @AfterEach
    void stop() {
        app.close();
        mails.close();
        platform.close();
    }

    private static HandshakeCertificates serverSide(HeldCertificate signer) {
        return serverSide(signer, "127.0.0.1");
    }

    private static HandshakeCertificates serverSide(HeldCertificate signer, String name) {
        HeldCertificate server = new HeldCertificate.Builder()
                .signedBy(signer)
                .addSubjectAlternativeName(name)
                .build();
        return new HandshakeCertificates.Builder().heldCertificate(server).build();
    }

    private void mailTo(TlsFront front, String security) throws Exception {
        app.with("sms.mail.to", "you@example.com")
                .with("sms.mail.server", "127.0.0.1:" + front.port())
                .with("sms.mail.security", security)
                .start();
        platform.emit(sms());
    }

    @ParameterizedTest
    @CsvSource({"tls, IMPLICIT", "starttls, STARTTLS"})
    void mailGoesOverTls(String security, TlsFront.Mode mode) throws Exception {
        try (TlsFront front = new TlsFront(trusted.sslContext(), mode, mails.port())) {
            mailTo(front, security);

            awaitAcked();
            assertThat(mails.received()).hasSize(1);
            assertThat(front.encrypted()).isEqualTo(1);
        }
    }

    @Test
    void noMailGoesToAServerThatDoesNotOfferStarttls() throws Exception {
        try (TlsFront front = new TlsFront(trusted.sslContext(), TlsFront.Mode.PLAIN, mails.port())) {
            mailTo(front, "starttls");

            app.awaitLog("failed in sms-mail");
            assertThat(mails.received()).isEmpty();
            assertThat(platform.ackCounts().acked()).isZero();
        }
    }

    @Test
    void noMailGoesToAServerThatIsNotTrusted() throws Exception {
        HandshakeCertificates stranger =
                serverSide(new HeldCertificate.Builder().certificateAuthority(0).build());
        try (TlsFront front = new TlsFront(stranger.sslContext(), TlsFront.Mode.IMPLICIT, mails.port())) {
            mailTo(front, "tls");

            app.awaitLog("failed in sms-mail");
            assertThat(mails.received()).isEmpty();
            assertThat(platform.ackCounts().acked()).isZero();
        }
    }

    @Test
    void aWebhookIsPostedToOverHttps() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        HttpsServer server = webService(trusted, ids);
        try {
            Event event = post(server);

            awaitAcked();
            assertThat(ids).containsExactly(Outcome.id(event));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingIsPostedToAServerWithACertificateForAnother() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        HttpsServer server = webService(serverSide(authority, "hooks.example.com"), ids);
        try {
            post(server);

            app.awaitLog("failed in sms-webhook");
            assertThat(app.log())
                    .contains("No subject alternative names matching IP address 127.0.0.1 found")
                    .doesNotContain("exceptionCaught");
            assertThat(ids).isEmpty();
            assertThat(platform.ackCounts().acked()).isZero();
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer webService(HandshakeCertificates keys, List<String> ids) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys.sslContext()));
        server.createContext("/sms", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("ce-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Event post(HttpsServer server) throws Exception {
        app.with("sms.webhook.url", "https://127.0.0.1:" + server.getAddress().getPort() + "/sms")
                .start();
        Event event = sms();
        platform.emit(event);
        return event;
    }

    private void awaitAcked() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(platform.ackCounts().acked()).as(app.log()).isEqualTo(1));
    }

    private static Event sms() {
        PhoneNumber number = PhoneNumber.newBuilder().setE164("+4799990001").build();
        return Event.newBuilder()
                .setTimestamp(Timestamps.fromMillis(Instant.now().toEpochMilli()))
                .setOwner(Owner.newBuilder().setPhoneNumber(number))
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId("m1")
                        .setFromE164(number)
                        .setToE164(number)
                        .setText("hello"))
                .build();
    }
}
