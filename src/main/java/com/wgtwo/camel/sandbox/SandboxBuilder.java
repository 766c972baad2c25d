package com.wgtwo.camel.sandbox;

import com.wgtwo.camel.sandbox.auth.OAuthSettings;
import com.wgtwo.camel.sandbox.auth.Tokens;
import com.wgtwo.camel.sandbox.broker.BrokerSettings;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import com.wgtwo.camel.sandbox.server.ServerSettings;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link Sandbox}; every one has a default, so that {@code Sandbox.builder().start()} is enough. */
public final class SandboxBuilder {
    String bindAddress = "127.0.0.1";
    int grpcPort;
    int httpPort;
    int tokenPort;
    int smtpPort;
    long seed = 1;
    double eventsPerSecond;
    List<Subscriber> subscribers = Subscriber.fictional();
    boolean requireToken;
    boolean smallPages;
    int rememberCaught = 10_000;
    OAuthSettings oauth = OAuthSettings.open();
    Clock clock = Clock.systemUTC();
    Duration minimumAckTimeout = Duration.ofSeconds(10);
    boolean quirks;

    @Nullable
    Tokens tokens;

    private @Nullable Boolean checkScopes;
    private ServerSettings.@Nullable Tls tls;
    private Duration permitKeepAlive = Duration.ofMinutes(1);
    private @Nullable Duration maxConnectionAge;
    private @Nullable Duration maxConnectionAgeGrace;
    private BrokerSettings broker = BrokerSettings.platform();

    SandboxBuilder() {}

    /** Address of the interface on which everything listens; 127.0.0.1 by default. */
    public SandboxBuilder bindAddress(String address) {
        this.bindAddress = address;
        return this;
    }

    /** Port of the gRPC server; 0, the default, for a free one. */
    public SandboxBuilder grpcPort(int port) {
        this.grpcPort = port;
        return this;
    }

    /** Port of the web page and the webhook catcher; 0, the default, for a free one, opened when it is first asked for. */
    public SandboxBuilder httpPort(int port) {
        this.httpPort = port;
        return this;
    }

    /** Port of the token endpoint; 0, the default, for a free one, opened when it is first asked for. */
    public SandboxBuilder tokenPort(int port) {
        this.tokenPort = port;
        return this;
    }

    /** Port of the mail catcher; 0, the default, for a free one, opened when it is first asked for. */
    public SandboxBuilder smtpPort(int port) {
        this.smtpPort = port;
        return this;
    }

    /** The same seed makes the same random events; 1 by default. */
    public SandboxBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Random events per second, of the types somebody is subscribed to; 0, the default, for none. */
    public SandboxBuilder eventsPerSecond(double rate) {
        this.eventsPerSecond = rate;
        return this;
    }

    /** Whom the random events are about; twenty fictional subscribers by default. */
    public SandboxBuilder subscribers(List<Subscriber> subscribers) {
        this.subscribers = List.copyOf(subscribers);
        return this;
    }

    /** Refuses calls without a token; off by default, as on the public sandbox. A token that is sent is always checked. */
    public SandboxBuilder requireToken(boolean require) {
        this.requireToken = require;
        return this;
    }

    /** Whether a call whose token lacks the scope is refused; by default exactly when a token is required. */
    public SandboxBuilder checkScopes(boolean check) {
        this.checkScopes = check;
        return this;
    }

    /** Knows this OAuth client, and no longer every client; may be called for several. */
    public SandboxBuilder oauthClient(String id, String secret) {
        Map<String, String> clients = new HashMap<>(oauth.clients());
        clients.put(id, secret);
        this.oauth = new OAuthSettings(Map.copyOf(clients), oauth.lifetime(), oauth.allowedScopes());
        return this;
    }

    /** How long a token is good; 3599 s by default, as on the platform. */
    public SandboxBuilder tokenLifetime(Duration lifetime) {
        this.oauth = new OAuthSettings(oauth.clients(), lifetime, oauth.allowedScopes());
        return this;
    }

    /** Shares the tokens of another region: the platform has one token endpoint for all of them. */
    public SandboxBuilder tokensOf(Sandbox region) {
        this.tokens = region.tokens();
        return this;
    }

    /** What a token is granted at most; everything that is asked for by default. */
    public SandboxBuilder allowedScopes(Set<String> scopes) {
        this.oauth = new OAuthSettings(oauth.clients(), oauth.lifetime(), Set.copyOf(scopes));
        return this;
    }

    /** Gives pages of less than 100 consents when asked for; off by default, as the platform refuses them. */
    public SandboxBuilder smallConsentPages(boolean small) {
        this.smallPages = small;
        return this;
    }

    /** How many webhooks and how many mails are kept; 10,000 each by default. */
    public SandboxBuilder rememberCaught(int caught) {
        this.rememberCaught = caught;
        return this;
    }

    /** Serves gRPC over TLS with a PEM certificate chain and its PKCS #8 PEM key; plaintext by default. */
    public SandboxBuilder tls(File certificatePem, File keyPem) {
        this.tls = new ServerSettings.Tls(certificatePem, keyPem, null);
        return this;
    }

    /** As {@link #tls(File, File)}, and refuses clients without a certificate that one of the PEM authorities signed. */
    public SandboxBuilder tls(File certificatePem, File keyPem, File clientAuthoritiesPem) {
        this.tls = new ServerSettings.Tls(certificatePem, keyPem, clientAuthoritiesPem);
        return this;
    }

    /** How long an event can be asked for again; 30 minutes by default, as the platform documents. */
    public SandboxBuilder history(Duration history) {
        this.broker =
                new BrokerSettings(history, broker.historyLimit(), broker.positionRetention(), broker.ackLogLimit());
        return this;
    }

    /** How long a durable position outlives its last client; one hour by default, as the platform documents. */
    public SandboxBuilder positionRetention(Duration retention) {
        this.broker = new BrokerSettings(broker.history(), broker.historyLimit(), retention, broker.ackLogLimit());
        return this;
    }

    /** How many acknowledged events {@link Sandbox#acks()} remembers; 10,000 by default. */
    public SandboxBuilder rememberAcks(int acks) {
        this.broker = new BrokerSettings(broker.history(), broker.historyLimit(), broker.positionRetention(), acks);
        return this;
    }

    /** Tells the time for publication, deadlines and expiry; the system's clock by default. */
    public SandboxBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** Shortest acknowledgement timeout a client may ask for; 10 s by default, as the platform documents for v1. */
    public SandboxBuilder minimumAckTimeout(Duration timeout) {
        this.minimumAckTimeout = timeout;
        return this;
    }

    /** Leaves metadata, timestamp, service id and the "+" of numbers out, as the public sandbox does; off by default. */
    public SandboxBuilder publicSandboxQuirks(boolean quirks) {
        this.quirks = quirks;
        return this;
    }

    /** Shortest time between two keep-alive pings of a client; one minute by default, as the platform documents. */
    public SandboxBuilder permitKeepAlive(Duration interval) {
        this.permitKeepAlive = interval;
        return this;
    }

    /** Asks connections to end after some time (GOAWAY), and ends them after the grace period; never by default. */
    public SandboxBuilder maxConnectionAge(Duration age, Duration grace) {
        this.maxConnectionAge = age;
        this.maxConnectionAgeGrace = grace;
        return this;
    }

    /** Starts the sandbox; everything listens when this returns. */
    public Sandbox start() {
        return new Sandbox(this);
    }

    boolean checksScopes() {
        return checkScopes == null ? requireToken : checkScopes;
    }

    ServerSettings server() {
        return new ServerSettings(bindAddress, grpcPort, tls, permitKeepAlive, maxConnectionAge, maxConnectionAgeGrace);
    }

    BrokerSettings broker() {
        return broker;
    }
}
