package com.wgtwo.camel.stream;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One channel to the platform, shared by streams, acks and other calls. */
public final class Connection implements AutoCloseable {

    private final ConnectionSettings settings;
    private final @Nullable Certificates certificates;
    private final ManagedChannel channel;

    /**
     * Prepares the channel; nothing is connected before the first call.
     *
     * @param settings how to reach the platform
     * @throws IllegalArgumentException in one sentence, when a certificate or key file cannot be used
     */
    public Connection(ConnectionSettings settings) {
        this.settings = settings;
        this.certificates = settings.plaintext() ? null : new Certificates(settings);
        ChannelCredentials credentials =
                certificates == null ? InsecureChannelCredentials.create() : certificates.credentials();
        this.channel = Grpc.newChannelBuilder(settings.target(), credentials)
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
        if (certificates != null) {
            certificates.close();
        }
    }
}
