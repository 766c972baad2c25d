package com.wgtwo.camel.sandbox.server;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One gRPC server that can be stopped and started again on the same port, and whose connections can be hurt. */
public final class GrpcServer implements AutoCloseable {
    /** A server with the socket it listens on. */
    private record Listener(Server server, TrackingServerChannel channel) {}

    private static final Duration REBIND_PATIENCE = Duration.ofSeconds(3);
    private static final Duration REBIND_PAUSE = Duration.ofMillis(5);

    private final ServerSettings settings;
    private final List<BindableService> services;
    private final List<ServerInterceptor> interceptors;
    private final ScheduledExecutorService scheduler;
    private final EventLoopGroup acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory("sandbox-accept", true));
    private final EventLoopGroup workers = new NioEventLoopGroup(2, new DefaultThreadFactory("sandbox-io", true));
    private final HeldPort held = new HeldPort();
    private final List<Listener> retired = new ArrayList<>();
    private @Nullable Listener current;
    private int port;
    private boolean listenedBefore;

    /**
     * @param settings how to listen
     * @param services what to serve
     * @param interceptors around every call, the last one first
     * @param scheduler runs what happens after a grace period
     */
    public GrpcServer(
            ServerSettings settings,
            List<BindableService> services,
            List<ServerInterceptor> interceptors,
            ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.services = List.copyOf(services);
        this.interceptors = List.copyOf(interceptors);
        this.scheduler = scheduler;
        this.port = settings.port();
    }

    /** Listens; the second start and all later ones on the port of the first. Does nothing while it listens. */
    public synchronized void start() {
        if (current != null) {
            return;
        }
        // The system frees a port a moment after the socket reports that it is closed.
        long giveUp = System.nanoTime() + (listenedBefore ? REBIND_PATIENCE.toNanos() : 0);
        while (current == null) {
            try {
                current = listen();
                listenedBefore = true;
                held.letGo();
            } catch (IOException e) {
                if (System.nanoTime() - giveUp >= 0) {
                    throw new UncheckedIOException(
                            "gRPC port " + port + " on " + settings.bindAddress()
                                    + " cannot be opened; choose a free port",
                            e);
                }
                LockSupport.parkNanos(REBIND_PAUSE.toNanos());
            }
        }
    }

    private Listener listen() throws IOException {
        List<TrackingServerChannel> made = new ArrayList<>(1);
        NettyServerBuilder builder = newBuilder()
                .channelFactory(() -> {
                    TrackingServerChannel channel = new TrackingServerChannel();
                    made.add(channel);
                    return channel;
                })
                .bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(workers)
                .directExecutor()
                .permitKeepAliveTime(settings.permitKeepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
        if (settings.maxConnectionAge() != null) {
            builder.maxConnectionAge(settings.maxConnectionAge().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (settings.maxConnectionAgeGrace() != null) {
            builder.maxConnectionAgeGrace(settings.maxConnectionAgeGrace().toMillis(), TimeUnit.MILLISECONDS);
        }
        services.forEach(builder::addService);
        interceptors.forEach(builder::intercept);
        Server server = builder.build().start();
        port = server.getPort();
        return new Listener(server, made.get(0));
    }

    /** The port it listens on, or listened on last. */
    public synchronized int port() {
        return port;
    }

    /** Number of open connections. */
    public synchronized int connections() {
        int count = current == null ? 0 : current.channel().connections();
        for (Listener listener : retired) {
            count += listener.channel().connections();
        }
        return count;
    }

    /** Cuts all connections with a TCP reset; goes on listening. */
    public synchronized void killConnections() {
        if (current != null) {
            current.channel().reset();
        }
        retired.forEach(listener -> listener.channel().reset());
    }

    /**
     * Sends GOAWAY on every connection and takes new ones on the same port.
     *
     * @param grace after which the old connections are closed, null for as long as their streams last
     */
    public synchronized void goAway(@Nullable Duration grace) {
        if (current == null) {
            return;
        }
        Listener old = current;
        retired.add(old);
        current = null;
        old.server().shutdown();
        old.channel().closeFuture().syncUninterruptibly();
        start();
        if (grace != null) {
            scheduler.schedule(() -> old.channel().closeConnections(), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Ends like a process that is killed: no longer listens, connections are reset. The port stays its own, so that a
     * later start finds it free.
     */
    public synchronized void stop() {
        boolean listened = current != null;
        end();
        if (listened) {
            held.hold(new InetSocketAddress(settings.bindAddress(), port));
        }
    }

    private void end() {
        if (current != null) {
            retired.add(current);
            current = null;
        }
        for (Listener listener : retired) {
            listener.channel().close().syncUninterruptibly();
            listener.channel().reset();
            listener.server().shutdownNow();
        }
        for (Listener listener : retired) {
            awaitTermination(listener.server());
        }
        retired.clear();
    }

    @Override
    public synchronized void close() {
        end();
        held.letGo();
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private NettyServerBuilder newBuilder() {
        InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), port);
        ServerSettings.Tls tls = settings.tls();
        if (tls == null) {
            return NettyServerBuilder.forAddress(address, InsecureServerCredentials.create());
        }
        try {
            return NettyServerBuilder.forAddress(address, credentials(tls));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TLS files " + tls.certificate() + " and " + tls.key()
                            + " cannot be used; a PEM certificate chain and its PKCS #8 PEM key are needed",
                    e);
        }
    }

    private static ServerCredentials credentials(ServerSettings.Tls tls) throws IOException {
        TlsServerCredentials.Builder builder =
                TlsServerCredentials.newBuilder().keyManager(tls.certificate(), tls.key());
        if (tls.clientAuthorities() != null) {
            builder.trustManager(tls.clientAuthorities()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    private static void awaitTermination(Server server) {
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
