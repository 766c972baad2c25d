package com.wgtwo.camel.app.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one mail server, each of which serves one mail after another. Connection, TLS and login cost several times
 * what a mail costs.
 *
 * <p>Nothing waits: when all connections are in use, one more is made. After a mail that was refused, and after
 * {@value #MAILS_PER_CONNECTION} mails, a connection is closed, because servers count both. One that has not been used for a
 * moment is asked whether it is still good before a mail is trusted to it.
 */
final class MailConnections {
    /** Chosen: by then a connection costs next to nothing per mail. */
    static final int MAILS_PER_CONNECTION = 100;

    /** Chosen: outlasts the pauses of a busy minute, and is far below the five minutes that servers wait (RFC 5321, 4.5.3.2). */
    static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

    /** Below this a connection is taken to be good. */
    static final Duration TRUSTED = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(MailConnections.class);

    /** Opens a connection and logs in. */
    @FunctionalInterface
    interface Opening {
        Transport open() throws MessagingException;
    }

    private record Connection(Transport transport, int mails, long idleSince) {}

    private final Opening opening;
    private final Duration trusted;
    private final Duration longestIdle;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean watched;

    /**
     * @param trusted how long an unused connection is taken to be good without asking
     * @param longestIdle after which an unused connection is closed
     */
    MailConnections(Opening opening, Duration trusted, Duration longestIdle) {
        this.opening = opening;
        this.trusted = trusted;
        this.longestIdle = longestIdle;
    }

    /** Sends a mail and returns when the server has taken it. */
    void send(MimeMessage mail) throws MessagingException {
        Connection connection = take();
        try {
            connection.transport().sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException | RuntimeException e) {
            close(connection);
            throw e;
        }
        giveBack(connection);
    }

    private Connection take() throws MessagingException {
        for (Connection connection = next(); connection != null; connection = next()) {
            long unused = System.nanoTime() - connection.idleSince();
            if (unused < trusted.toNanos() || connection.transport().isConnected()) {
                return connection;
            }
            close(connection);
        }
        return new Connection(opening.open(), 0, System.nanoTime());
    }

    private synchronized @Nullable Connection next() {
        return idle.pollLast();
    }

    private void giveBack(Connection used) {
        Connection connection = new Connection(used.transport(), used.mails() + 1, System.nanoTime());
        if (connection.mails() >= MAILS_PER_CONNECTION) {
            close(connection);
            return;
        }
        synchronized (this) {
            idle.addLast(connection);
            watch();
        }
    }

    /** One look at a time: with a timer for each mail, sending is half as fast from when the first ones are over. */
    private synchronized void watch() {
        Connection oldest = idle.peekFirst();
        if (oldest != null && !watched) {
            watched = true;
            long left = oldest.idleSince() + longestIdle.toNanos() - System.nanoTime();
            CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(this::closeUnused);
        }
    }

    private void closeUnused() {
        long now = System.nanoTime();
        List<Connection> unused = new ArrayList<>();
        synchronized (this) {
            while (!idle.isEmpty() && now - idle.getFirst().idleSince() >= longestIdle.toNanos()) {
                unused.add(idle.removeFirst());
            }
            watched = false;
            watch();
        }
        unused.forEach(MailConnections::close);
    }

    private static void close(Connection connection) {
        try {
            connection.transport().close();
        } catch (MessagingException e) {
            // Its mails are through, or are sent again on another one.
            LOG.debug("A connection to the mail server did not end in good order", e);
        }
    }
}
