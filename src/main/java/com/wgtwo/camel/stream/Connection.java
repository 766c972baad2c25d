package com.wgtwo.camel.stream;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One channel to the platform, shared by streams, acks and other calls. */
public final class Connection implements AutoCloseable {

    private final ConnectionSettings settings;
    private final ManagedChannel channel;
    /**
     * Prepares the channel; nothing is connected before the first call.
     *
     * @param settings how to reach the platform
     * @throws IllegalArgumentException in one sentence, when a certificate or key file cannot be used
     */
    public Connection(ConnectionSettings settings) {
        this.settings = settings;
        this.channel = Grpc.newChannelBuilder(settings.target(), credentials(settings))
                .keepAliveTime(settings.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveWithoutCalls(true)
                // An idle channel would drop its connection between a stream's end and its last acks.
                .idleTimeout(1, TimeUnit.DAYS)
                .maxInboundMessageSize(settings.maxMessageSize())
                .userAgent(settings.userAgent())
                // The engine has its own book of what was acked; a second layer of retries would only hide outages.
                .disableRetry()
                .directExecutor()
                .build();
    }

    private static ChannelCredentials credentials(ConnectionSettings settings) {
        if (settings.plaintext()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        Path trust = settings.trustCertificates();
        if (trust != null) {
            readable("trust certificates", trust);
            load("trust certificates", trust, () -> tls.trustManager(trust.toFile()));
        }
        Path certificate = settings.clientCertificate();
        Path key = settings.clientKey();
        if (certificate != null && key != null) {
            readable("client certificate", certificate);
            readable("client key", key);
            load("client certificate", certificate, () -> tls.keyManager(certificate.toFile(), key.toFile()));
        }
        try {
            return tls.build();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static void readable(String what, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + " '" + file + "' is not a readable file");
        }
        try {
            if (!Files.readString(file).contains("-----BEGIN ")) {
                throw new IllegalArgumentException(what + " '" + file
                        + "' is not a PEM file, which has lines such as -----BEGIN CERTIFICATE-----");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " '" + file + "' is not a PEM file", e);
        }
    }

    private static void load(String what, Path file, Loading loading) {
        try {
            loading.run();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(what + " '" + file + "' cannot be used: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Loading {
        void run() throws IOException;
    }

    /** How the platform is reached. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** The channel; its callbacks run on the connection's own thread and must not block. */
    ManagedChannel channel() {
        return channel;
    }

    /**
     * Forgets what the channel learnt from failures: the next call resolves the name again and connects at once.
     */
    void retryNow() {
        channel.enterIdle();
        channel.resetConnectBackoff();
    }

    /** Ends all calls and closes the connection. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
