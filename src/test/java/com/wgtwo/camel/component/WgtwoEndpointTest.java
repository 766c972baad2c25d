package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.Ordering;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.wgtwo.camel.stream.SubscriptionSpec;
import com.wgtwo.camel.stream.auth.OAuthSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options become settings, and wrong ones are refused at start in one sentence that names them. */
class WgtwoEndpointTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        context.stop();
    }

    private WgtwoEndpoint endpoint(String options) {
        return context.getEndpoint("wgtwo:events?" + options, WgtwoEndpoint.class);
    }

    private List<SubscriptionSpec> specs(String options) {
        SubscriptionSpecs specs = new SubscriptionSpecs(endpoint(options));
        List<SubscriptionSpec> built = specs.build();
        specs.release();
        return built;
    }

    @Test
    void defaultsAreThePlatformsProductionSetting() {
        SubscriptionSettings settings = specs("target=host:443").get(0).settings();
        ConnectionSettings connection =
                Objects.requireNonNull(endpoint("target=host:443").connections().get(""));

        assertThat(settings.maxInFlight()).isEqualTo(50);
        assertThat(settings.ackTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.manualAck()).isTrue();
        assertThat(connection.plaintext()).isFalse();
        assertThat(connection.keepAliveTime()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(300));
        assertThat(endpoint("target=host:443")
                        .getSubscription()
                        .engineSettings()
                        .ordering())
                .isEqualTo(Ordering.SUBSCRIBER);
    }

    @Test
    void eachEventTypeHasASubscriptionOfItsOwnSoThatAMissingRightStopsNoOther() {
        List<SubscriptionSpec> specs = specs("target=host:443");

        assertThat(specs)
                .extracting(SubscriptionSpec::label)
                .containsExactly("events/SMS_EVENT", "events/CONSENT_REVOKE_EVENT");
        assertThat(specs.get(0).settings().eventTypes()).containsExactly("SMS_EVENT");
        assertThat(specs.get(0).settings().queueName()).isEqualTo("wgtwo-camel-sms_event");
        assertThat(specs.get(1).settings().durableName()).isEqualTo("wgtwo-camel-consent_revoke_event");
    }

    @Test
    void onDemandASingleSubscriptionCarriesAllTypesUnderTheNamesAsGiven() {
        List<SubscriptionSpec> specs = specs("target=host:443&subscriptions=single");

        assertThat(specs).hasSize(1);
        assertThat(specs.get(0).settings().eventTypes()).containsExactly("SMS_EVENT", "CONSENT_REVOKE_EVENT");
        assertThat(specs.get(0).settings().queueName()).isEqualTo("wgtwo-camel");
        assertThat(specs.get(0).settings().durableName()).isEqualTo("wgtwo-camel");
    }

    @Test
    void everyRegionHasItsOwnConnection() {
        List<SubscriptionSpec> specs =
                specs("subscriptions=single&regions=dublin=a.example:443, oregon=b.example:8443");

        assertThat(specs).extracting(SubscriptionSpec::label).containsExactly("dublin:events", "oregon:events");
        assertThat(specs).extracting(spec -> spec.access().target()).containsExactly("a.example:443", "b.example:8443");
    }

    @Test
    void strictOrderAsksForAWindowOfOne() {
        assertThat(specs("target=host:443&ordering=strict"))
                .allMatch(spec -> spec.settings().maxInFlight() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxInFlight=0 | max in flight is 0, but the platform takes 1 to 200",
                "maxInFlight=201 | max in flight is 201, but the platform takes 1 to 200",
                "ackTimeout=9s | ack timeout is 9 s, but the platform takes 10 s to 600 s (10 min)",
                "ackTimeout=11m | ack timeout is 660 s, but the platform takes 10 s to 600 s (10 min)",
                "startPosition=soon | start position 'soon' is not one of oldest, new, last, sequence:N, timestamp:RFC3339 or"
                        + " delta:10m",
                "ordering=some | ordering 'some' is not subscriber, none or strict",
                "eventTypes=SMS | event type 'SMS' is not one of",
                "eventTypes= | no event type is given",
                "regions=dublin | region 'dublin' has no host and port: give dublin=host:port, or set the property"
                        + " wgtwo.region.dublin.target",
                "regions==a:1 | region '=a:1' is not name=host:port",
                "subscriptions=many | subscriptions 'many' is not per-type or single",
                "keepAliveTime=30s | keep-alive time is 30 s, but the platform takes 60 s to 300 s",
                "keepAliveTime=6m | keep-alive time is 360 s, but the platform takes 60 s to 300 s",
                "keepAliveTimeout=2m | keep-alive timeout is 120 s, but must be 1 s to 60 s",
                "maxMessageSize=1 | maximal message size is 1 bytes, but must be at least 65536",
                "maxStreamAge=10s | maximal stream age is 10 s, but must be 0 (off) or at least 60 s",
                "trustCertificates=/no/such.pem | trust certificates '/no/such.pem' is not a readable file",
                "clientCertificate=a.pem | client certificate and client key belong together",
                "plaintext=true&trustCertificates=a.pem | certificates are given for a plaintext connection",
                "oauthProfile=p&plaintext=true | a token would be sent unencrypted to 'host:443'"
            })
    void wrongOptionsAreRefusedAtStart(String options, String sentence) throws Exception {
        oauthProfile("client", "secret");

        assertThatStartFails("wgtwo:events?target=host:443&" + options, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | target is empty",
                "host | target 'host' is not host:port",
                "host:99999 | target 'host:99999' is not host:port",
                "https://host:443 | target 'https://host:443' is not host:port"
            })
    void aTargetThatIsNoneIsRefused(String target, String sentence) throws Exception {
        assertThatStartFails("wgtwo:events?target=" + target, sentence);
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "hello");

        assertThatStartFails("wgtwo:events?target=host:443&trustCertificates=" + file, "is not a PEM file");
    }

    @Test
    void anUnknownStreamIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("wgtwo:event"))
                .rootCause()
                .hasMessageStartingWith("stream 'event' is not one of events");
    }

    @Test
    void theProfileGivesTheClientAndTheStreamItsScopes() {
        oauthProfile("client", "secret");

        OAuthSettings oauth = Objects.requireNonNull(OAuthProfiles.read(context, "p", Set.of("events.sms.subscribe")));

        assertThat(oauth.clientId()).isEqualTo("client");
        assertThat(oauth.scope()).isEqualTo("events.sms.subscribe");
        assertThat(oauth.toString()).doesNotContain("secret");
    }

    @Test
    void aClientWithoutSecretIsRefused() throws Exception {
        oauthProfile("client", "");

        assertThatStartFails("wgtwo:events?target=host:443&oauthProfile=p", "client 'client' has no client secret");
    }

    private void oauthProfile(String client, String secret) {
        Properties properties = new Properties();
        properties.setProperty("camel.oauth.p.token-endpoint", "https://id.wgtwo.com/oauth2/token");
        properties.setProperty("camel.oauth.p.client-id", client);
        properties.setProperty("camel.oauth.p.client-secret", secret);
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    private void assertThatStartFails(String uri, String sentence) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("events").to("log:none");
            }
        });
        assertThatThrownBy(context::start).hasStackTraceContaining(sentence);
    }
}
