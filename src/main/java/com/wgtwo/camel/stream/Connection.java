package com.wgtwo.camel.stream;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel to the platform, shared by streams, acks and other calls. A channel that grpc-java has given up is replaced by
 * another one.
 */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ConnectionSettings settings;
    private final @Nullable Certificates certificates;

    /** One thread, so that what begins on it need not wake up another one to be sent; it starts with the first call. */
    private final EventLoopGroup thread;

    private volatile Opened opened;

    private final Set<Runnable> certificateListeners = ConcurrentHashMap.newKeySet();

    /** Calls may still be under way on them. */
    private final List<ManagedChannel> former = new ArrayList<>();

    /**
     * A channel.
     *
     * @param managed the channel itself
     * @param calls where calls begin
     */
    private record Opened(ManagedChannel managed, Channel calls) {}

    /**
     * Prepares the channel; nothing is connected before the first call.
     *
     * @param settings how to reach the platform
     * @throws IllegalArgumentException in one sentence, when a certificate or key file cannot be used
     */
    public Connection(ConnectionSettings settings) {
        this.settings = settings;
        this.certificates = settings.plaintext() ? null : new Certificates(settings, this::certificatesChanged);
        // After the certificates: it has open files, which nobody would close if they cannot be used.
        this.thread = new NioEventLoopGroup(1, new DefaultThreadFactory("wgtwo-connection", true));
        this.opened = prepare();
    }

    private Opened prepare() {
        ChannelCredentials credentials =
                certificates == null ? InsecureChannelCredentials.create() : certificates.credentials();
        ManagedChannel channel = NettyChannelBuilder.forTarget(settings.target(), credentials)
                .eventLoopGroup(thread)
                .channelType(NioSocketChannel.class)
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
        return new Opened(channel, ClientInterceptors.intercept(channel, new ChannelPanic(() -> replace(channel))));
    }

    /** Calls that are under way on a connection go on; what begins from now on goes by a new one. */
    private synchronized void replace(ManagedChannel givenUp) {
        // Closed together with the connection, or replaced already.
        if (givenUp.isShutdown() || opened.managed() != givenUp) {
            return;
        }
        try {
            opened = prepare();
            LOG.warn(
                    "Connection to {}: grpc-java has given it up after an error; a new one takes its place",
                    settings.target());
            givenUp.shutdown();
            former.removeIf(ManagedChannel::isTerminated);
            former.add(givenUp);
        } catch (RuntimeException | Error e) {
            // What made the first one fail may last; the next call that fails is the next occasion.
            LOG.error(
                    "Connection to {}: grpc-java has given it up, and none takes its place yet", settings.target(), e);
        }
    }

    /** How the platform is reached. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** The channel; its callbacks run on the connection's own thread and must not block. */
    Channel channel() {
        return opened.calls();
    }

    /**
     * Has something run on the connection's own thread, in turn; at once when that thread has ended. A call that begins there
     * is handed over once, where grpc-java hands over its beginning, its request and its message one after another and wakes
     * up the thread for each.
     *
     * @param task must not block, nor throw
     */
    void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /**
     * Forgets what the channel learnt from failures: the next call resolves the name again and connects at once.
     */
    void retryNow() {
        ManagedChannel channel = opened.managed();
        channel.enterIdle();
        channel.resetConnectBackoff();
    }

    /**
     * Has something run whenever other certificates are in use, with which a connection may come about that did not before. It
     * must not block.
     */
    void addCertificateListener(Runnable listener) {
        certificateListeners.add(listener);
    }

    void removeCertificateListener(Runnable listener) {
        certificateListeners.remove(listener);
    }

    void certificatesChanged() {
        certificateListeners.forEach(Runnable::run);
    }

    /** Ends all calls and closes the connection. */
    @Override
    public synchronized void close() {
        opened.managed().shutdownNow();
        former.forEach(ManagedChannel::shutdownNow);
        thread.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        if (certificates != null) {
            certificates.close();
        }
    }
}
