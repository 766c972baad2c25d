package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.stream.ShortAnswer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, which carries one post after another: whoever took it from its owner begins one by {@link #carry}. All
 * that follows is on the thread of the connections.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** How much is given to the system at once, in bytes: each part that has left is a sign of life. */
    private static final int PART = 64 * 1024;

    private final Connections owner;
    private final Target target;
    private final Channel channel;
    private final @Nullable WritableByteChannel socket;

    /** Of two that have to be done before the next post, the request and the answer, one is. */
    private final AtomicBoolean half = new AtomicBoolean();

    private volatile @Nullable Post current;
    private @Nullable HttpResponse answer;

    /** A whole answer, while the thread that writes the request has not come back from it. */
    private @Nullable HttpResponse early;

    /** Whether this thread has parts of the request to write, so that an answer ends the connection. */
    private boolean writing;

    private Duration kept = Connections.KEPT;
    private int length;

    /** Until when an idle connection may be used, by {@link System#nanoTime}; of its owner. */
    long expiryNanos;

    /** @param socket what may be written to by any thread; null when TLS is in between */
    Connection(Connections owner, Target target, Channel channel, @Nullable WritableByteChannel socket) {
        this.owner = owner;
        this.target = target;
        this.channel = channel;
        this.socket = socket;
    }

    Target target() {
        return target;
    }

    /**
     * Carries a post, or, when it ended meanwhile, is free for another. On any thread.
     *
     * @throws RejectedExecutionException when the connections were closed
     */
    void carry(Post post) {
        if (!channel.isActive()) {
            // Nothing of it has left.
            owner.again(post);
            return;
        }
        if (!post.begin(this)) {
            later(() -> owner.free(this, Connections.KEPT));
            return;
        }
        half.set(false);
        current = post;
        byte[] request = post.request();
        if (socket != null && request.length <= PART) {
            write(post, socket, ByteBuffer.wrap(request));
        } else {
            later(() -> writeParts(post, request, 0));
        }
    }

    private void later(Runnable task) {
        channel.eventLoop().execute(task);
    }

    private void write(Post post, WritableByteChannel to, ByteBuffer request) {
        try {
            to.write(request);
        } catch (IOException e) {
            later(() -> notSent(post, e));
            return;
        }
        if (request.hasRemaining()) {
            later(() -> writeParts(post, request.array(), request.position()));
        } else {
            requestDone(() -> later(this::bothDone));
        }
    }

    private void notSent(Post post, IOException why) {
        if (current == post && why.getClass() == ClosedChannelException.class) {
            current = null;
            channel.close();
            owner.again(post);
        } else {
            fail(why);
        }
    }

    private void writeParts(Post post, byte[] request, int start) {
        HttpResponse head = early;
        if (head != null) {
            closeAnswered(post, head);
            return;
        }
        writing = true;
        for (int from = start; from < request.length; from += PART) {
            int size = Math.min(PART, request.length - from);
            boolean last = from + size == request.length;
            channel.write(Unpooled.wrappedBuffer(request, from, size)).addListener(sent -> sent(post, sent, last));
        }
        channel.flush();
    }

    private void sent(Post post, Future<?> part, boolean last) {
        if (!part.isSuccess()) {
            fail(part.cause());
            return;
        }
        post.lives();
        if (last) {
            writing = false;
            requestDone(this::bothDone);
        }
    }

    private void requestDone(Runnable ifAnswered) {
        if (half.getAndSet(true)) {
            ifAnswered.run();
        }
    }

    /** Closes it if it still carries a post. On any thread. */
    void abandon(Post post) {
        later(() -> {
            if (current == post) {
                channel.close();
            }
        });
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws IOException {
        try {
            Post post = current;
            if (post == null || early != null) {
                throw new ProtocolException("an answer that nobody asked for");
            }
            read((HttpObject) part, post);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void read(HttpObject part, Post post) throws IOException {
        if (part.decoderResult().isFailure()) {
            throw unreadable(part.decoderResult().cause());
        }
        post.lives();
        if (part instanceof HttpResponse head) {
            answer = head;
        }
        if (part instanceof HttpContent content) {
            length += content.content().readableBytes();
            if (length > ShortAnswer.MOST_BYTES) {
                throw new ProtocolException("the answer is longer than " + ShortAnswer.MOST_BYTES + " bytes");
            }
        }
        HttpResponse head = answer;
        if (part instanceof LastHttpContent && head != null) {
            answer = null;
            if (isFinal(head.status())) {
                complete(post, head);
            } else {
                length = 0;
            }
        }
    }

    /** 1xx says that the answer is still to come, but for 101, after which it is no HTTP. */
    private static boolean isFinal(HttpResponseStatus status) {
        return status.codeClass() != HttpStatusClass.INFORMATIONAL
                || status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    private static ProtocolException unreadable(Throwable cause) {
        LOG.debug("What a web service answered cannot be read", cause);
        boolean endless = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        return new ProtocolException(
                endless
                        ? "the head of the answer is longer than " + Connections.LONGEST_HEAD + " bytes"
                        : "what was answered is not HTTP");
    }

    private void complete(Post post, HttpResponse head) {
        length = 0;
        kept = KeepAlive.of(head.headers());
        boolean ends =
                !HttpUtil.isKeepAlive(head) || head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        if (ends || writing) {
            closeAnswered(post, head);
        } else if (half.getAndSet(true)) {
            finish(post, head);
        } else {
            early = head;
        }
    }

    private void bothDone() {
        Post post = current;
        HttpResponse head = early;
        if (post != null && head != null) {
            finish(post, head);
        }
    }

    private void finish(Post post, HttpResponse head) {
        early = null;
        current = null;
        owner.free(this, kept);
        owner.answered(post, head);
    }

    private void closeAnswered(Post post, HttpResponse head) {
        early = null;
        current = null;
        channel.close();
        owner.answered(post, head);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new SocketException(
                answer == null
                        ? "the connection was closed without an answer"
                        : "the connection was closed before the end of the answer"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        Post post = current;
        current = null;
        channel.close();
        HttpResponse head = early;
        early = null;
        if (post != null && head != null) {
            owner.answered(post, head);
        } else if (post != null) {
            owner.failed(post, Connections.asException(cause));
        }
    }
}
