package com.wgtwo.camel.app.webhook;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an endpoint: HTTP/1.1, kept, all on one thread. A post goes by a free connection to its target, by a
 * new one, or waits for one of those there are.
 */
final class Connections {
    /** The most bytes of an answer's status and headers. Chosen: more than any useful one has. */
    static final int LONGEST_HEAD = 64 * 1024;

    /** The longest an unused connection is kept, unless the web service says less. */
    static final Duration KEPT = Duration.ofMinutes(3);

    private static final String CLOSED = "the connections were closed";

    /** Headers that others would let pass do no harm here, where only the status counts. */
    private static final HttpDecoderConfig LENIENT = new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_HEAD)
            .setMaxHeaderSize(LONGEST_HEAD)
            .setValidateHeaders(false)
            .setStrictLineParsing(false);

    private final EventLoopGroup thread =
            new NioEventLoopGroup(1, new DefaultThreadFactory("wgtwo-webhook-connections", true));
    private final Set<Post> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Target, Pool> pools = new HashMap<>();
    private final Tls tls = new Tls();
    private final Duration timeout;
    private final int mostPerTarget;
    private int idle;
    private boolean closed;

    /** What there is of one target. */
    private static final class Pool {
        private final Deque<Connection> free = new ArrayDeque<>();
        private final Deque<Post> waiting = new ArrayDeque<>();
        private int connections;

        /** Of the last time the name was resolved, for what begins on the thread of the connections. */
        private InetAddress @Nullable [] addresses;

        private long emptyNanos;
    }

    /**
     * @param timeout for a free connection, for a new one, for its TLS, and for each part of an answer
     * @param mostPerTarget the most connections to one target, used or not
     */
    Connections(Duration timeout, int mostPerTarget) {
        this.timeout = timeout;
        this.mostPerTarget = mostPerTarget;
    }

    /**
     * Sends a post. The thread may have to wait for the name of its host.
     *
     * @throws RejectedExecutionException when they were closed
     */
    void send(Post post) {
        underWay.add(post);
        Connection connection;
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException(CLOSED);
            }
            Pool pool = pool(post.target());
            connection = pool.free.pollLast();
            if (connection != null) {
                idle--;
            } else if (pool.connections < mostPerTarget) {
                pool.connections++;
                post.connecting();
            } else {
                pool.waiting.add(post);
                return;
            }
        }
        if (connection != null) {
            connection.carry(post);
        } else {
            resolve(post);
        }
    }

    private void resolve(Post post) {
        Target target = post.target();
        try {
            InetAddress[] addresses = InetAddress.getAllByName(target.host());
            if (target.tls()) {
                tls.prepare();
            }
            synchronized (this) {
                pool(target).addresses = addresses;
            }
            connect(post, addresses, 0);
        } catch (UnknownHostException | SSLException | RuntimeException | Error e) {
            Exception why = asException(e);
            failed(post, why);
            lost(target, why);
        }
    }

    /** Connects to one address after another. */
    private void connect(Post post, InetAddress[] addresses, int index) {
        Target target = post.target();
        Bootstrap bootstrap = new Bootstrap()
                .group(thread)
                .channelFactory(OpenChannel::new)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (target.tls()) {
                            channel.pipeline().addLast(tls.handler(channel.alloc(), target, timeout));
                        }
                        channel.pipeline().addLast(new HttpResponseDecoder(LENIENT));
                    }
                });
        bootstrap
                .connect(new InetSocketAddress(addresses[index], target.port()))
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected(post, (OpenChannel) connected.channel());
                    } else if (index + 1 < addresses.length && !post.isEnded()) {
                        connect(post, addresses, index + 1);
                    } else {
                        Exception why = asException(connected.cause());
                        failed(post, why);
                        lost(target, why);
                    }
                });
    }

    private void connected(Post post, OpenChannel channel) {
        Target target = post.target();
        Connection connection = new Connection(this, target, channel, target.tls() ? null : channel.socket());
        channel.closeFuture().addListener(closed -> lost(connection));
        channel.pipeline().addLast(connection);
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            connection.carry(post);
            return;
        }
        handler.handshakeFuture().addListener((Future<Channel> agreed) -> {
            if (agreed.isSuccess()) {
                connection.carry(post);
            } else {
                channel.close();
                failed(post, asException(agreed.cause()));
            }
        });
    }

    /** A connection turned out to be closed before it carried anything of a post, which gets another, once. */
    void again(Post post) {
        if (!post.again()) {
            failed(post, new SocketException("the connection was closed before it could be used"));
            return;
        }
        InetAddress[] addresses;
        synchronized (this) {
            Pool pool = pool(post.target());
            addresses = pool.addresses;
            if (addresses == null || pool.connections >= mostPerTarget) {
                pool.waiting.addFirst(post);
                return;
            }
            pool.connections++;
            post.connecting();
        }
        connect(post, addresses, 0);
    }

    /** A connection has done its work and can carry another post. */
    void free(Connection connection, Duration kept) {
        Post next;
        synchronized (this) {
            Pool pool = pool(connection.target());
            next = nextWaiting(pool);
            if (next == null && idle < 2 * mostPerTarget && kept.compareTo(Duration.ZERO) > 0) {
                connection.expiryNanos = System.nanoTime() + kept.toNanos();
                pool.free.addLast(connection);
                idle++;
                return;
            }
        }
        if (next != null) {
            connection.carry(next);
        } else {
            connection.close();
        }
    }

    private static @Nullable Post nextWaiting(Pool pool) {
        Post next = pool.waiting.poll();
        while (next != null && next.isEnded()) {
            next = pool.waiting.poll();
        }
        return next;
    }

    private void lost(Connection connection) {
        synchronized (this) {
            if (pool(connection.target()).free.remove(connection)) {
                idle--;
            }
        }
        lost(connection.target(), new IOException(CLOSED));
    }

    /** There is a connection less, whose place another may take. */
    private void lost(Target target, Exception why) {
        for (Post next = successor(target); next != null; next = successor(target)) {
            InetAddress[] addresses;
            synchronized (this) {
                addresses = pool(target).addresses;
            }
            if (addresses != null) {
                connect(next, addresses, 0);
                return;
            }
            // Its name was never resolved.
            failed(next, why);
        }
    }

    private synchronized @Nullable Post successor(Target target) {
        Pool pool = pool(target);
        Post next = nextWaiting(pool);
        if (next == null) {
            pool.connections--;
            pool.emptyNanos = System.nanoTime();
        } else {
            next.connecting();
        }
        return next;
    }

    private Pool pool(Target target) {
        return pools.computeIfAbsent(target, made -> new Pool());
    }

    void answered(Post post, HttpResponse answer) {
        underWay.remove(post);
        if (post.end()) {
            post.answered(answer);
        }
    }

    void failed(Post post, Exception cause) {
        underWay.remove(post);
        if (post.end()) {
            post.failed(cause);
        }
    }

    /**
     * Ends posts that have waited for too long, with their connections, and connections that were not used for too long.
     *
     * @param longest from the beginning of a post to the end of its answer
     */
    void look(Duration longest) {
        long now = System.nanoTime();
        for (Post post : underWay) {
            SocketTimeoutException overdue = post.overdue(now, timeout, longest);
            if (overdue != null) {
                failed(post, overdue);
                Connection connection = post.connection();
                if (connection != null) {
                    connection.abandon(post);
                }
            }
        }
        takeExpired(now).forEach(Connection::close);
    }

    private synchronized List<Connection> takeExpired(long now) {
        List<Connection> expired = new ArrayList<>();
        for (Pool pool : pools.values()) {
            pool.free.removeIf(connection -> {
                boolean over = now - connection.expiryNanos >= 0;
                if (over) {
                    expired.add(connection);
                    idle--;
                }
                return over;
            });
            pool.waiting.removeIf(Post::isEnded);
        }
        pools.values()
                .removeIf(pool ->
                        pool.connections == 0 && pool.waiting.isEmpty() && now - pool.emptyNanos >= KEPT.toNanos());
        return expired;
    }

    /** Ends them, and what is under way. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        underWay.forEach(post -> failed(post, new IOException(CLOSED)));
        thread.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    /** An exception that says what happened without what was sent or answered. */
    static Exception asException(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return new SSLException("what answers there does not speak TLS");
        }
        if (cause instanceof SslHandshakeTimeoutException) {
            return new SocketTimeoutException(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof ClosedChannelException) {
            return new SocketException("the connection was closed");
        }
        if (cause.getClass() == IOException.class) {
            // Of the system, such as "Broken pipe"; by its class it can be told from others, whose messages are not
            // repeated.
            return new SocketException(String.valueOf(cause.getMessage()));
        }
        return cause instanceof Exception e ? e : new IOException("the post could not be made", cause);
    }
}
