package com.wgtwo.camel.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/** A pool of HTTP connections, all used on the one thread of their event loop. */
final class Posts extends ChannelInitializer<SocketChannel> {
    private final Bootstrap bootstrap;
    private final String host;
    private final Deque<Connection> idle = new ArrayDeque<>();

    Posts(EventLoopGroup loop, int port) {
        this.host = "127.0.0.1:" + port;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .remoteAddress("127.0.0.1", port)
                .handler(this);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.config().setTcpNoDelay(true);
        channel.pipeline().addLast(new HttpClientCodec(), new Connection());
    }

    /** Posts, and runs the rest after an answer 200. */
    void post(byte[] json, Runnable then) {
        Connection connection = idle.pollLast();
        if (connection != null) {
            connection.send(json, then);
            return;
        }
        bootstrap.connect().addListener((io.netty.channel.ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                connected.cause().printStackTrace();
                System.exit(1);
            }
            connected.channel().pipeline().get(Connection.class).send(json, then);
        });
    }

    private final class Connection extends SimpleChannelInboundHandler<HttpObject> {
        private Channel channel;
        private Runnable then;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            channel = context.channel();
        }

        void send(byte[] json, Runnable afterwards) {
            then = afterwards;
            DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.POST, "/sms", Unpooled.wrappedBuffer(json));
            request.headers()
                    .set(HttpHeaderNames.HOST, host)
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
            channel.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response && response.status().code() != 200) {
                throw new IllegalStateException(response.status().toString());
            }
            if (part instanceof LastHttpContent) {
                Runnable afterwards = then;
                idle.addLast(this);
                afterwards.run();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            cause.printStackTrace();
            System.exit(1);
        }
    }
}
