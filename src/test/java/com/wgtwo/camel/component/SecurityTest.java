package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.Tls;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.sandbox.SandboxBuilder;
import com.wgtwo.camel.stream.StreamState;
import com.wgtwo.camel.stream.Trouble;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and OAuth against the sandbox with both switched on: a token trouble never loses an event and never hangs a call. */
class SecurityTest {

    @TempDir
    Path folder;

    private Tls tls;
    private Path trusted;
    private Fixture fixture;

    @BeforeEach
    void certificates() throws Exception {
        tls = Tls.in(folder);
        trusted = tls.authority();
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private SandboxBuilder secured() {
        return Sandbox.builder()
                .tls(tls.certificate().toFile(), tls.key().toFile())
                .requireToken(true)
                .oauthClient("product", "right-secret");
    }

    private void start(Sandbox sandbox, String secret, String... options) throws Exception {
        fixture = new Fixture(sandbox);
        Properties properties = new Properties();
        properties.setProperty("camel.oauth.p.token-endpoint", sandbox.tokenEndpoint());
        properties.setProperty("camel.oauth.p.client-id", "product");
        properties.setProperty("camel.oauth.p.client-secret", secret);
        fixture.context.getPropertiesComponent().setInitialProperties(properties);
        String extra = options.length == 0 ? "" : "&" + String.join("&", options);
        fixture.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("wgtwo:events?target=" + sandbox.target() + "&trustCertificates=" + trusted
                                + "&oauthProfile=p&ackTimeout=10s&eventTypes=SMS_EVENT" + extra)
                        .routeId(ROUTE)
                        .process("work")
                        .process("ack");
            }
        });
        fixture.context.start();
    }

    private void assertEventPasses(String id) {
        long before = fixture.sandbox.ackCounts().acked();
        fixture.sandbox.emit(Events.sms(Events.ANNA, id));
        fixture.awaitAcked(before + 1);
        assertThat(fixture.seen).containsOnlyOnce(id);
    }

    @Test
    void aTokenGoesOnEveryCallOverTls() throws Exception {
        start(secured().start(), "right-secret");

        assertEventPasses("m1");
        assertThat(fixture.sandbox.tokensIssued()).isEqualTo(1);
    }

    @Test
    void theClientMayAuthenticateByForm() throws Exception {
        Sandbox sandbox = secured().start();
        Properties form = new Properties();
        form.setProperty("camel.oauth.p.auth-method", "form");
        start(sandbox, "right-secret");
        fixture.context.getPropertiesComponent().setOverrideProperties(form);

        assertEventPasses("m1");
    }

    @Test
    void aServerThatIsNotTrustedIsNotTalkedTo() throws Exception {
        Tls other = Tls.in(Files.createDirectory(folder.resolve("other")));
        Sandbox sandbox = secured().start();
        trusted = other.authority();
        start(sandbox, "right-secret");

        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        assertThat(fixture.stream().lastError())
                .startsWith("no TLS connection to ")
                .contains("check the trusted certificates");
        assertThat(sandbox.tokensIssued())
                .as("no token is asked for a server that is not trusted")
                .isZero();
    }

    @Test
    void aClientCertificateIsShownWhenItIsAskedFor() throws Exception {
        Sandbox sandbox = Sandbox.builder()
                .tls(
                        tls.certificate().toFile(),
                        tls.key().toFile(),
                        tls.authority().toFile())
                .requireToken(true)
                .oauthClient("product", "right-secret")
                .start();

        start(sandbox, "right-secret", "clientCertificate=" + tls.certificate(), "clientKey=" + tls.key());

        assertEventPasses("m1");
    }

    private static void exchange(Path file, Path by) throws IOException {
        // As Kubernetes and careful scripts do: the name changes hands in one step.
        Path beside = Files.copy(by, file.resolveSibling("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void trustedCertificatesAreReadAgainWhenTheirFileChanges() throws Exception {
        Tls other = Tls.in(Files.createDirectory(folder.resolve("other")));
        trusted = Files.copy(other.authority(), folder.resolve("trusted.pem"));
        start(secured().start(), "right-secret");
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        Files.writeString(trusted, "half a file");
        exchange(trusted, tls.authority());

        assertEventPasses("m1");
    }

    @Test
    void theClientCertificateIsReadAgainWhenItsFilesChange() throws Exception {
        Tls other = Tls.in(Files.createDirectory(folder.resolve("other")));
        Path certificate = Files.copy(other.certificate(), folder.resolve("client.pem"));
        Path key = Files.copy(other.key(), folder.resolve("client.key"));
        Sandbox sandbox = Sandbox.builder()
                .tls(
                        tls.certificate().toFile(),
                        tls.key().toFile(),
                        tls.authority().toFile())
                .requireToken(true)
                .oauthClient("product", "right-secret")
                .start();
        start(sandbox, "right-secret", "clientCertificate=" + certificate, "clientKey=" + key);
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        exchange(certificate, tls.certificate());
        exchange(key, tls.key());

        assertEventPasses("m1");
    }

    @Test
    void anExchangedSecretIsUsedWithoutARestart() throws Exception {
        start(secured().start(), "old-secret");
        Fixture.await().until(() -> fixture.stream().trouble() == Trouble.AUTHENTICATION);
        Properties exchanged = new Properties();
        exchanged.setProperty("camel.oauth.p.client-secret", "right-secret");

        fixture.context.getPropertiesComponent().setOverrideProperties(exchanged);

        assertEventPasses("m1");
    }

    @Test
    void aWrongSecretIsAnAuthenticationTroubleAndTriedAgainSlowly() throws Exception {
        start(secured().start(), "wrong-secret");

        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);

        assertThat(fixture.stream().trouble()).isEqualTo(Trouble.AUTHENTICATION);
        assertThat(fixture.stream().nextAttempt()).isAfter(Instant.now().plusSeconds(8));
        assertThat(fixture.stream().lastError())
                .contains("401", "invalid_client", "check client id, client secret, scope and token endpoint")
                .doesNotContain("wrong-secret");
    }

    @Test
    void aTokenEndpointThatIsOutOfOrderIsWaitedFor() throws Exception {
        Sandbox sandbox = secured().start();
        sandbox.faults().token().fail(1, 500);
        sandbox.faults().token().html(1);
        start(sandbox, "right-secret");

        assertEventPasses("m1");
    }

    @Test
    void aTokenEndpointThatIsAwayIsWaitedFor() throws Exception {
        Sandbox sandbox = secured().start();
        String endpoint = sandbox.tokenEndpoint();
        sandbox.faults().stopTokenEndpoint();
        start(sandbox, "right-secret");
        Fixture.await().until(() -> fixture.stream().state() == StreamState.WAITING);
        assertThat(fixture.stream().trouble()).isEqualTo(Trouble.NETWORK);
        assertThat(fixture.stream().lastError())
                .startsWith("no token could be had: token endpoint " + endpoint + " cannot be reached");

        sandbox.faults().startTokenEndpoint();

        assertEventPasses("m1");
    }

    @Test
    void anEndpointThatAsksForPatienceIsLeftAlone() throws Exception {
        Sandbox sandbox = secured().start();
        sandbox.faults().token().rateLimit(1, Duration.ofSeconds(3));
        long begun = System.nanoTime();
        start(sandbox, "right-secret");

        assertEventPasses("m1");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aTokenThatIsRevokedInMidStreamIsReplaced() throws Exception {
        start(secured().start(), "right-secret");
        assertEventPasses("m1");

        fixture.sandbox.faults().revokeTokens();

        assertEventPasses("m2");
        assertThat(fixture.sandbox.tokensIssued()).isEqualTo(2);
    }

    @Test
    void anAckIsNotTriedWithOneNewTokenAfterAnother() throws Exception {
        start(secured().start(), "right-secret");
        assertEventPasses("m1");
        fixture.sandbox.faults().refuseAcks(100, Status.UNAUTHENTICATED);

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m2"));

        Fixture.await().until(() -> fixture.figures().ackFailed() > 0);
        assertThat(fixture.sandbox.tokensIssued())
                .as("the first, and the one after its refusal")
                .isEqualTo(2);
    }

    @Test
    void aTokenIsReplacedBeforeItExpires() throws Exception {
        start(secured().tokenLifetime(Duration.ofSeconds(3)).start(), "right-secret");
        assertEventPasses("m1");

        Fixture.await().until(() -> {
            assertEventPasses("m" + (fixture.seen.size() + 1));
            return fixture.sandbox.tokensIssued() >= 3;
        });
    }
}
