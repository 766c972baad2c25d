package com.wgtwo.camel.app.webhook;

import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A connection whose socket can be written to on any thread. The thread that has a request writes it itself as a rule: to have
 * that of the connections do it would wake that up, which takes longer than the write.
 */
final class OpenChannel extends NioSocketChannel {
    /** Takes bytes on any thread, while netty has nothing to write. */
    SocketChannel socket() {
        return javaChannel();
    }
}
