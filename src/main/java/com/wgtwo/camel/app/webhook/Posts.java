package com.wgtwo.camel.app.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.jspecify.annotations.Nullable;

/**
 * A client with the posts that are under way on it, each of which comes to one end: by its answer, or, when that has not
 * come for too long, by {@link #endOverdue}. A client whose thread has died answers nobody and tells nobody.
 */
final class Posts {
    /** What waits for the end of a post. */
    abstract static class Post {
        private final long begunNanos = System.nanoTime();
        private volatile @Nullable Future<?> request;

        /** Ends it without an answer. */
        abstract void giveUp(Exception cause);
    }

    private final CloseableHttpAsyncClient client;
    private final Set<Post> underWay = ConcurrentHashMap.newKeySet();
    private volatile long answeredNanos = System.nanoTime();

    Posts(CloseableHttpAsyncClient client) {
        this.client = client;
    }

    /** The client; posts on it are to be told to {@link #begin} before, and to {@link #sent} and {@link #end} after. */
    CloseableHttpAsyncClient client() {
        return client;
    }

    void begin(Post post) {
        underWay.add(post);
    }

    /** What the client gave for it, which is taken back as long as the post has no connection. */
    void sent(Post post, Future<?> request) {
        post.request = request;
        if (!isUnderWay(post)) {
            // It was ended while the name was resolved, and must not go out after that.
            request.cancel(true);
        }
    }

    /** Whether somebody waits for the answer. */
    boolean isUnderWay(Post post) {
        return underWay.contains(post);
    }

    /**
     * The client told of an answer, or why there is none.
     *
     * @return true for who is to end the post, false when it was ended before
     */
    boolean end(Post post) {
        answeredNanos = System.nanoTime();
        return underWay.remove(post);
    }

    /** False when the client takes nothing any more, after an error in the thread of its connections. */
    boolean isAlive() {
        return client.getStatus().compareTo(IOReactorStatus.ACTIVE) <= 0;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    /**
     * Ends posts that have been under way for longer than they may, or all of them when the client is not alive.
     *
     * @return whether the client is of no use any more: it is not alive, or has told of nothing since a post began that is
     *     overdue
     */
    boolean endOverdue(Duration longest) {
        if (!isAlive()) {
            endAll("the connections ended with an error", Duration.ZERO);
            return true;
        }
        return endAll("no whole answer within " + longest.toMillis() + " ms", longest);
    }

    private boolean endAll(String why, Duration older) {
        long now = System.nanoTime();
        boolean silent = false;
        for (Post post : underWay) {
            if (now - post.begunNanos >= older.toNanos()) {
                IOException reason = new IOException(why);
                silent |= answeredNanos - post.begunNanos <= 0;
                if (underWay.remove(post)) {
                    post.giveUp(reason);
                    Future<?> request = post.request;
                    if (request != null) {
                        request.cancel(true);
                    }
                }
            }
        }
        return silent;
    }

    /** Ends the client, and what is under way. */
    void close(CloseMode mode) {
        client.close(mode);
        endAll("the connections were closed", Duration.ZERO);
    }
}
