package com.wgtwo.camel.app.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that sends what was written when the answer is asked for, all of it at once: the mail library flushes each
 * command, and the system would be called, and the other side woken, for each. For protocols where one side speaks at a
 * time.
 *
 * <p>TCP_NODELAY is set: the end of what is sent would otherwise wait until the other side has confirmed the beginning.
 */
final class GatheringSocket extends Socket {
    private static final Logger LOG = LoggerFactory.getLogger(GatheringSocket.class);

    /**
     * Bytes since the last question; what goes beyond is sent as it is written. Chosen: so little that a connection with nothing on
     * its way takes it at once, whether or not the server reads.
     */
    static final int MOST = 8 * 1024;

    private final Duration timeout;
    private volatile @Nullable Gathering gathering;
    private @Nullable InputStream answers;

    /**
     * @param timeout of each write that may have to wait for the server, as the library's {@code writetimeout}: when it is over the
     *     connection is closed. The library sets a timer for every write, which wakes up a thread: a tenth to a fifth of mail's speed.
     */
    GatheringSocket(Duration timeout) throws IOException {
        this.timeout = timeout;
        setTcpNoDelay(true);
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        return gathering();
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (answers == null) {
            answers = new Answers(super.getInputStream(), gathering());
        }
        return answers;
    }

    private Gathering gathering() throws IOException {
        Gathering there = gathering;
        if (there == null) {
            there = new Gathering(super.getOutputStream());
            gathering = there;
        }
        return there;
    }

    @Override
    public void close() throws IOException {
        Gathering last = gathering;
        try {
            if (last != null && !isClosed()) {
                last.sendUnlessBusy();
            }
        } finally {
            super.close();
        }
    }

    private final class Gathering extends FilterOutputStream {
        private final ReentrantLock lock = new ReentrantLock();
        private final byte[] gathered = new byte[MOST];
        private int length;
        private boolean moreThanFits;

        Gathering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            lock.lock();
            try {
                moreThanFits |= count > MOST - length;
                if (moreThanFits) {
                    sendGathered();
                    sendInTime(bytes, from, count);
                } else {
                    System.arraycopy(bytes, from, gathered, length, count);
                    length += count;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void flush() {
            // That is for the question to do.
        }

        /** Sends all there is, because an answer is waited for. */
        void ask() throws IOException {
            lock.lock();
            try {
                sendGathered();
                moreThanFits = false;
            } finally {
                lock.unlock();
            }
        }

        private void sendInTime(byte[] bytes, int from, int count) throws IOException {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            sent.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((nothing, late) -> {
                if (late != null) {
                    giveUp();
                }
            });
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                if (sent.isCompletedExceptionally()) {
                    SocketTimeoutException late = new SocketTimeoutException(
                            "The other side has not taken what was sent within " + timeout.toMillis() + " ms");
                    late.initCause(e);
                    throw late;
                }
                throw e;
            } finally {
                sent.complete(null);
            }
        }

        private void sendGathered() throws IOException {
            int count = length;
            length = 0;
            if (count > 0) {
                out.write(gathered, 0, count);
            }
        }

        /** Whoever closes a connection because sending takes too long must not wait for the sending. */
        void sendUnlessBusy() throws IOException {
            if (lock.tryLock()) {
                try {
                    sendGathered();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private void giveUp() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("A connection that was given up did not end in good order", e);
        }
    }

    private static final class Answers extends FilterInputStream {
        private final Gathering said;

        Answers(InputStream in, Gathering said) {
            super(in);
            this.said = said;
        }

        @Override
        public int read() throws IOException {
            said.ask();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            said.ask();
            return super.read(bytes, from, count);
        }
    }
}
