package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.stream.ShortAnswer;
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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, which carries one post after another. All but {@link #send} and {@link #abandon} runs on the thread of
 * the connections.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Connections owner;
    private final Target target;
    private final Channel channel;
    private @Nullable Post current;
    private @Nullable HttpResponse answer;
    private boolean written;
    private int length;

    /** Until when an idle connection may be used, by {@link System#nanoTime}; of its owner. */
    long expiryNanos;

    Connection(Connections owner, Target target, Channel channel) {
        this.owner = owner;
        this.target = target;
        this.channel = channel;
    }

    Target target() {
        return target;
    }

    /**
     * Has it carry a post.
     *
     * @throws RejectedExecutionException when the connections were closed
     */
    void send(Post post) {
        channel.eventLoop().execute(() -> begin(post));
    }

    /** Carries a post, or, when it ended meanwhile, is free for another. */
    void begin(Post post) {
        if (!channel.isActive()) {
            // Nothing of it has left.
            owner.again(post);
            return;
        }
        if (!post.begin(this)) {
            owner.free(this, Connections.KEPT);
            return;
        }
        current = post;
        answer = null;
        length = 0;
        written = false;
        List<HttpObject> request = post.request();
        for (Iterator<HttpObject> parts = request.iterator(); parts.hasNext(); ) {
            HttpObject part = parts.next();
            boolean last = !parts.hasNext();
            channel.write(part).addListener(sent -> sent(post, sent, last));
        }
        channel.flush();
    }

    private void sent(Post post, Future<?> part, boolean last) {
        if (current != post) {
            return;
        }
        if (part.isSuccess()) {
            post.lives();
            written = last;
        } else {
            fail(part.cause());
        }
    }

    /** Closes it if it still carries a post. */
    void abandon(Post post) {
        channel.eventLoop().execute(() -> {
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
            if (post == null) {
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
        current = null;
        if (written
                && HttpUtil.isKeepAlive(head)
                && head.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            owner.free(this, KeepAlive.of(head.headers()));
        } else {
            channel.close();
        }
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
        if (post != null) {
            owner.failed(post, Connections.asException(cause));
        }
    }
}
