package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.ConnectionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options that say how to reach the platform. */
@UriParams
public class ConnectionConfiguration {

    @UriParam(description = "Host and port of the platform, such as api.shamrock.wgtwo.com:443.")
    @Nullable
    private String target;

    @UriParam(
            label = "consumer",
            description = "Several regions at once, separated by commas: names with host and port, such as"
                    + " dublin=api.shamrock.wgtwo.com:443,oregon=api.oak.wgtwo.com:443. A name alone has its host and"
                    + " port in the property wgtwo.region.NAME.target. Given, it takes the place of the target; the"
                    + " region's name is a header of each exchange.")
    @Nullable
    private String regions;

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
            description = "Name of an OAuth profile, whose properties are camel.oauth.NAME.token-endpoint,"
                    + " .client-id, .client-secret, .scope (derived from the stream when empty) and .auth-method (basic or"
                    + " form). Without profile or client id no Authorization header is sent.")
    @Nullable
    private String oauthProfile;

    @UriParam(
            label = "advanced",
            defaultValue = "66000",
            javaType = "java.time.Duration",
            description = "How long the connection may be idle before a ping, 1m to 5m. The platform ends connections"
                    + " that ping more often; its load balancer drops those that stay idle for 350 s.")
    private long keepAliveTime = 66_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long a ping may go unanswered before the connection counts as dead, 1s to 60s.")
    private long keepAliveTimeout = 10_000;

    @UriParam(
            label = "advanced",
            defaultValue = "4194304",
            description = "The largest message taken, in bytes, at least 65536. A larger one ends the stream.")
    private int maxMessageSize = 4_194_304;

    @UriParam(label = "advanced", defaultValue = "wgtwo-camel", description = "Put before the user agent of grpc-java.")
    private String userAgent = "wgtwo-camel";

    /**
     * How to reach each region.
     *
     * @param property the value of a property of the context; empty when there is none
     * @return settings by region name, in the order given; one entry without name when no regions are given
     * @throws IllegalArgumentException in one sentence, when an option is wrong
     */
    Map<String, ConnectionSettings> settings(UnaryOperator<String> property) {
        if (text(regions).isEmpty()) {
            if (text(target).isEmpty()) {
                throw new IllegalArgumentException("target is empty, but must be host and port of the platform, such as"
                        + " api.shamrock.wgtwo.com:443");
            }
            return Collections.singletonMap("", settings(text(target)));
        }
        Map<String, ConnectionSettings> all = new LinkedHashMap<>();
        for (String region : text(regions).split(",")) {
            int equals = region.indexOf('=');
            String name = (equals < 0 ? region : region.substring(0, equals)).trim();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("region '" + region.trim()
                        + "' is not name=host:port, such as dublin=api.shamrock.wgtwo.com:443");
            }
            String hostAndPort = equals < 0
                    ? looked(name, property)
                    : region.substring(equals + 1).trim();
            if (all.put(name, settings(hostAndPort)) != null) {
                throw new IllegalArgumentException("region '" + name + "' is given twice");
            }
        }
        return all;
    }

    private static String looked(String region, UnaryOperator<String> property) {
        String name = "wgtwo.region." + region + ".target";
        String value = property.apply(name).trim();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("region '" + region + "' has no host and port: give " + region
                    + "=host:port, or set the property " + name);
        }
        return value;
    }

    private ConnectionSettings settings(String hostAndPort) {
        return new ConnectionSettings(
                hostAndPort,
                plaintext,
                path(trustCertificates),
                path(clientCertificate),
                path(clientKey),
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

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public @Nullable String getRegions() {
        return regions;
    }

    public void setRegions(@Nullable String regions) {
        this.regions = regions;
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
