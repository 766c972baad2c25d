package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.Ordering;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.StartPosition;
import com.wgtwo.camel.stream.StreamSettings;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.wgtwo.camel.stream.auth.OAuthSettings;
import com.wgtwo.camel.stream.platform.EventTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Consume the event streams of the WG2 / Cisco Mobility Services platform: SMS, calls, voicemail, consents and more.
 *
 * <p>Options default to what the platform recommends for production: a durable queue with acks by the client.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "wgtwo",
        title = "WG2 Events",
        syntax = "wgtwo:stream",
        consumerOnly = true,
        category = {Category.MOBILE, Category.MESSAGING},
        headersClass = WgtwoConstants.class)
public class WgtwoEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriPath(
            description = "The stream to consume.",
            enums = "events,consent-changes,handset-changes,first-attachments,country-changes,periodic-countries")
    @Metadata(required = true)
    private final String stream;

    @UriParam(label = "consumer", description = "Host and port of the platform, such as api.shamrock.wgtwo.com:443.")
    @Nullable
    private String target;

    @UriParam(
            label = "consumer",
            defaultValue = "SMS_EVENT,CONSENT_REVOKE_EVENT",
            description = "Types of events to receive, separated by commas, as the platform names them; the names"
                    + " ROAMING_EVENT and SMS_DELIVERY_EVENT of its documentation are understood as well.")
    private String eventTypes = "SMS_EVENT,CONSENT_REVOKE_EVENT";

    @UriParam(
            label = "consumer",
            defaultValue = "oldest",
            description = "Where to start when the platform holds no position for this subscription: oldest, new, last,"
                    + " sequence:N, timestamp:RFC3339 or delta:10m. The platform keeps about 30 minutes.")
    private String startPosition = "oldest";

    @UriParam(
            label = "consumer",
            description =
                    "Client id of the subscription, part of its identity when there is no queue name or no durable"
                            + " name. Not the OAuth client.")
    @Nullable
    private String clientId;

    @UriParam(
            label = "consumer",
            defaultValue = "wgtwo-camel",
            description = "All consumers with the same queue name share the events between them. Empty for none.")
    private String queueName = "wgtwo-camel";

    @UriParam(
            label = "consumer",
            defaultValue = "wgtwo-camel",
            description = "Under this name the platform keeps the position while no consumer is connected, for up to an"
                    + " hour. Empty for none.")
    private String durableName = "wgtwo-camel";

    @UriParam(
            label = "consumer",
            defaultValue = "50",
            description = "The window: how many events may be in work at once, 1 to 200. Always sent.")
    private int maxInFlight = 50;

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description =
                    "How long the platform waits for an ack before it delivers an event again, 10s to 10m. The work"
                            + " of a route for one event, retries included, has to fit. Always sent.")
    private long ackTimeout = 30_000;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether events are acknowledged by the client. When false, the platform takes an event as done"
                            + " once it is sent, and whatever fails afterwards is lost.")
    private boolean manualAck = true;

    @UriParam(
            label = "consumer",
            defaultValue = "manual",
            description = "Who acknowledges: manual is a step of the route, process: {ref: ack}; auto acknowledges when"
                    + " the exchange ended without failure.")
    private AckMode ackMode = AckMode.manual;

    @UriParam(
            label = "consumer",
            defaultValue = "subscriber",
            enums = "subscriber,none,strict",
            description =
                    "Which events wait for one another: those of one subscriber, none, or all (strict, which makes"
                            + " the window 1).")
    private String ordering = "subscriber";

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "After this long the stream is ended in good order and opened anew, before the platform cuts it,"
                            + " which it does every 54 to 66 minutes. 0 leaves it to the platform; at least 1m.")
    private long maxStreamAge;

    @UriParam(label = "security", defaultValue = "false", description = "No TLS. For a sandbox on this machine.")
    private boolean plaintext;

    @UriParam(
            label = "security",
            description = "PEM file of the certificate authorities to trust in place of the trust store of the JDK.")
    @Nullable
    private String trustCertificates;

    @UriParam(label = "security", description = "PEM file of the client's certificate chain, for mutual TLS.")
    @Nullable
    private String clientCertificate;

    @UriParam(
            label = "security",
            description = "PEM file of the PKCS#8 private key that belongs to the client's certificate.")
    @Nullable
    private String clientKey;

    @UriParam(
            label = "security",
            description = "Name of an OAuth profile, whose properties are camel.oauth.<profile>.token-endpoint,"
                    + " .client-id, .client-secret, .scope (derived from the stream when empty) and .auth-method (basic or"
                    + " form). Without profile or client id no Authorization header is sent.")
    @Nullable
    private String oauthProfile;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "66000",
            javaType = "java.time.Duration",
            description = "How long the connection may be idle before a ping, 1m to 5m. The platform ends connections"
                    + " that ping more often; its load balancer drops those that stay idle for 350 s.")
    private long keepAliveTime = 66_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long a ping may go unanswered before the connection counts as dead, 1s to 60s.")
    private long keepAliveTimeout = 10_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "4194304",
            description = "The largest message taken, in bytes, at least 65536. A larger one ends the stream.")
    private int maxMessageSize = 4_194_304;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "wgtwo-camel",
            description = "Put before the user agent of grpc-java.")
    private String userAgent = "wgtwo-camel";

    private final PlatformStream<?, ?, ?, ?> platformStream;

    WgtwoEndpoint(String uri, WgtwoComponent component, String stream, PlatformStream<?, ?, ?, ?> platformStream) {
        super(uri, component);
        this.stream = stream;
        this.platformStream = platformStream;
    }

    @Override
    public WgtwoComponent getComponent() {
        return (WgtwoComponent) super.getComponent();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WgtwoConsumer consumer = new WgtwoConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "wgtwo:" + stream + " cannot be written to; acknowledge events with process: {ref: ack}");
    }

    @Override
    public boolean isSingletonProducer() {
        return false;
    }

    @Override
    public @Nullable String getServiceUrl() {
        return target;
    }

    @Override
    public String getServiceProtocol() {
        return "grpc";
    }

    PlatformStream<?, ?, ?, ?> platformStream() {
        return platformStream;
    }

    StreamSettings streamSettings() {
        SubscriptionSettings subscription = new SubscriptionSettings(
                types(),
                StartPosition.parse(startPosition),
                text(clientId),
                text(queueName),
                text(durableName),
                maxInFlight,
                Duration.ofMillis(ackTimeout),
                manualAck);
        return new StreamSettings(subscription, parseOrdering(), Duration.ofMillis(maxStreamAge));
    }

    private List<String> types() {
        return Arrays.stream(eventTypes.split(","))
                .map(String::trim)
                .filter(type -> !type.isEmpty())
                .map(type -> EventTypes.parse(type).name())
                .distinct()
                .toList();
    }

    private Ordering parseOrdering() {
        return Arrays.stream(Ordering.values())
                .filter(value -> value.name().equals(ordering.trim().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("ordering '" + ordering + "' is not subscriber, none or strict"));
    }

    ConnectionSettings connectionSettings() {
        if (text(target).isEmpty()) {
            throw new IllegalArgumentException("target of wgtwo:" + stream
                    + " is empty, but must be host and port of the platform, such as api.shamrock.wgtwo.com:443");
        }
        String profile = text(oauthProfile);
        OAuthSettings oauth = profile.isEmpty()
                ? null
                : OAuthProfiles.read(
                        getCamelContext(),
                        profile,
                        platformStream.scopes(streamSettings().subscription()));
        return new ConnectionSettings(
                text(target),
                plaintext,
                path(trustCertificates),
                path(clientCertificate),
                path(clientKey),
                oauth,
                Duration.ofMillis(keepAliveTime),
                Duration.ofMillis(keepAliveTimeout),
                maxMessageSize,
                userAgent);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.trim();
    }

    private static @Nullable Path path(@Nullable String value) {
        return text(value).isEmpty() ? null : Path.of(text(value));
    }

    public String getStream() {
        return stream;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public String getStartPosition() {
        return startPosition;
    }

    public void setStartPosition(String startPosition) {
        this.startPosition = startPosition;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public String getQueueName() {
        return queueName;
    }

    public void setQueueName(String queueName) {
        this.queueName = queueName;
    }

    public String getDurableName() {
        return durableName;
    }

    public void setDurableName(String durableName) {
        this.durableName = durableName;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getAckTimeout() {
        return ackTimeout;
    }

    public void setAckTimeout(long ackTimeout) {
        this.ackTimeout = ackTimeout;
    }

    public boolean isManualAck() {
        return manualAck;
    }

    public void setManualAck(boolean manualAck) {
        this.manualAck = manualAck;
    }

    public AckMode getAckMode() {
        return ackMode;
    }

    public void setAckMode(AckMode ackMode) {
        this.ackMode = ackMode;
    }

    public String getOrdering() {
        return ordering;
    }

    public void setOrdering(String ordering) {
        this.ordering = ordering;
    }

    public long getMaxStreamAge() {
        return maxStreamAge;
    }

    public void setMaxStreamAge(long maxStreamAge) {
        this.maxStreamAge = maxStreamAge;
    }

    public boolean isPlaintext() {
        return plaintext;
    }

    public void setPlaintext(boolean plaintext) {
        this.plaintext = plaintext;
    }

    public @Nullable String getTrustCertificates() {
        return trustCertificates;
    }

    public void setTrustCertificates(@Nullable String trustCertificates) {
        this.trustCertificates = trustCertificates;
    }

    public @Nullable String getClientCertificate() {
        return clientCertificate;
    }

    public void setClientCertificate(@Nullable String clientCertificate) {
        this.clientCertificate = clientCertificate;
    }

    public @Nullable String getClientKey() {
        return clientKey;
    }

    public void setClientKey(@Nullable String clientKey) {
        this.clientKey = clientKey;
    }

    public @Nullable String getOauthProfile() {
        return oauthProfile;
    }

    public void setOauthProfile(@Nullable String oauthProfile) {
        this.oauthProfile = oauthProfile;
    }

    public long getKeepAliveTime() {
        return keepAliveTime;
    }

    public void setKeepAliveTime(long keepAliveTime) {
        this.keepAliveTime = keepAliveTime;
    }

    public long getKeepAliveTimeout() {
        return keepAliveTimeout;
    }

    public void setKeepAliveTimeout(long keepAliveTimeout) {
        this.keepAliveTimeout = keepAliveTimeout;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }
}
