package com.wgtwo.camel.app.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the system does with a request while it is written, at will. */
class ConnectionTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:1/");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final Connections owner = new Connections(Duration.ofSeconds(10), 1);
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder());
    private final StringBuilder written = new StringBuilder();
    private final Connection connection = new Connection(owner, Target.of(ADDRESS), channel, new Written());
    private int taken = Integer.MAX_VALUE;
    private IOException failure;
    private Runnable meanwhile = () -> {};

    ConnectionTest() {
        channel.pipeline().addLast(connection);
    }

    @AfterEach
    void close() {
        channel.close();
        owner.close();
    }

    @Test
    void aRequestIsWrittenByWhoHasIt() {
        Sent post = carry("one");
        assertThat(written).asString().endsWith("\r\n\r\none");

        answer();

        assertThat(post.ended).isCompletedWithValue(200);
        assertNextGoesByIt();
    }

    @Test
    void anAnswerMayComeWhileTheRequestIsStillWritten() {
        Sent post = new Sent(ADDRESS, new byte[0]);
        meanwhile = () -> {
            answer();
            assertThat(post.ended).as("its connection is not free yet").isNotDone();
        };

        connection.carry(post);
        channel.runPendingTasks();

        assertThat(post.ended).isCompletedWithValue(200);
        assertNextGoesByIt();
    }

    @Test
    void whatTheSystemDoesNotTakeAtOnceFollows() {
        taken = 10;
        Sent post = carry("one");
        taken = Integer.MAX_VALUE;
        channel.runPendingTasks();

        ByteBuf rest = channel.readOutbound();
        assertThat(written + rest.toString(ISO_8859_1))
                .startsWith("POST / HTTP/1.1\r\n")
                .endsWith("\r\n\r\none");
        rest.release();
        answer();
        assertThat(post.ended).isCompletedWithValue(200);
        assertNextGoesByIt();
    }

    @Test
    void nothingFollowsAnAnswerThatCameBeforeTheRequestWasTaken() {
        taken = 10;
        meanwhile = this::answer;

        Sent post = carry("one");
        channel.runPendingTasks();

        assertThat(post.ended).isCompletedWithValue(200);
        assertThat((Object) channel.readOutbound()).isNull();
        assertThat(channel.isOpen())
                .as("half a request would be before the next")
                .isFalse();
    }

    @Test
    void anAnswerThatCameCountsThoughTheConnectionEnds() {
        meanwhile = () -> {
            answer();
            channel.close();
        };

        assertThat(carry("one").ended).isCompletedWithValue(200);
    }

    @Test
    void aRequestThatCannotBeWrittenFails() {
        failure = new IOException("Broken pipe");

        Sent post = carry("one");
        channel.runPendingTasks();

        assertThat(post.ended)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SocketException.class)
                .withMessage("Broken pipe");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aSecondAnswerEndsTheConnection() {
        Sent post = carry("one");
        answer();
        assertThat(post.ended).isCompletedWithValue(200);

        answer();

        assertThat(channel.isOpen()).isFalse();
    }

    private void assertNextGoesByIt() {
        meanwhile = () -> {};
        written.setLength(0);
        Sent next = new Sent(ADDRESS, "next".getBytes(ISO_8859_1));
        owner.send(next);
        assertThat(written).asString().endsWith("\r\n\r\nnext");
        answer();
        assertThat(next.ended).isCompletedWithValue(200);
    }

    private Sent carry(String body) {
        Sent post = new Sent(ADDRESS, body.getBytes(ISO_8859_1));
        connection.carry(post);
        return post;
    }

    private void answer() {
        channel.writeInbound(Unpooled.copiedBuffer(OK, ISO_8859_1));
    }

    private final class Written implements WritableByteChannel {
        @Override
        public int write(ByteBuffer request) throws IOException {
            if (failure != null) {
                throw failure;
            }
            meanwhile.run();
            byte[] bytes = new byte[Math.min(taken, request.remaining())];
            request.get(bytes);
            written.append(new String(bytes, ISO_8859_1));
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
