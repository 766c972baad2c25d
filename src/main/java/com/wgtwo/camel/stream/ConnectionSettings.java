package com.wgtwo.camel.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the platform.
 *
 * @param target host and port, such as {@code api.shamrock.wgtwo.com:443}
 * @param plaintext no TLS; for a sandbox on this machine
 * @param trustCertificates PEM file of the authorities to trust; null for the trust store of the JDK
 * @param clientCertificate PEM file of our own certificate chain for mutual TLS; null for none
 * @param clientKey PEM file of its PKCS#8 private key; null for none
 * @param keepAliveTime how long the connection may be idle before a ping, {@link #MIN_KEEP_ALIVE} to
 *     {@link #MAX_KEEP_ALIVE}
 * @param keepAliveTimeout how long a ping may go unanswered before the connection counts as dead
 * @param maxMessageSize the largest message taken, in bytes
 * @param userAgent put before grpc-java's own user agent
 */
public record ConnectionSettings(
        String target,
        boolean plaintext,
        @Nullable Path trustCertificates,
        @Nullable Path clientCertificate,
        @Nullable Path clientKey,
        Duration keepAliveTime,
        Duration keepAliveTimeout,
        int maxMessageSize,
        String userAgent) {

    /** Pings more often than this and the platform ends the connection (platform's page on streaming events). */
    public static final Duration MIN_KEEP_ALIVE = Duration.ofMinutes(1);

    /** Pings less often than this come close to the 350 s after which the load balancer drops idle connections. */
    public static final Duration MAX_KEEP_ALIVE = Duration.ofMinutes(5);

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\s\\[\\]]+):(\\d{1,5})");

    /**
     * Checks what can be checked without a connection.
     *
     * @throws IllegalArgumentException in one sentence, when a value cannot work
     */
    public ConnectionSettings {
        Matcher matcher = HOST_AND_PORT.matcher(target);
        if (!matcher.matches() || port(matcher) < 1 || port(matcher) > 65_535) {
            throw new IllegalArgumentException(
                    "target '" + target + "' is not host:port, such as api.shamrock.wgtwo.com:443");
        }
        if (keepAliveTime.compareTo(MIN_KEEP_ALIVE) < 0 || keepAliveTime.compareTo(MAX_KEEP_ALIVE) > 0) {
            throw new IllegalArgumentException(
                    "keep-alive time is " + keepAliveTime.toSeconds() + " s, but the platform takes 60 s to 300 s");
        }
        if (keepAliveTimeout.compareTo(Duration.ofSeconds(1)) < 0
                || keepAliveTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("keep-alive timeout is " + keepAliveTimeout.toSeconds()
                    + " s, but must be 1 s to 60 s; the platform recommends 10 s");
        }
        if (maxMessageSize < 65_536) {
            throw new IllegalArgumentException(
                    "maximal message size is " + maxMessageSize + " bytes, but must be at least 65536");
        }
        if ((clientCertificate == null) != (clientKey == null)) {
            throw new IllegalArgumentException(
                    "client certificate and client key belong together, but only one of them is given");
        }
        if (plaintext && (trustCertificates != null || clientCertificate != null)) {
            throw new IllegalArgumentException(
                    "certificates are given for a plaintext connection, which uses none; drop plaintext");
        }
    }

    /** The host of the target, without port. */
    String host() {
        return target.substring(0, target.lastIndexOf(':'));
    }

    private static int port(Matcher matcher) {
        return Integer.parseInt(Objects.requireNonNull(matcher.group(2)));
    }
}
