package com.wgtwo.camel.app.webhook;

import java.io.IOException;
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

        /** It has no answer. */
        abstract void failed(Exception cause);
    }

    private final CloseableHttpAsyncClient client;
    private final Set<Post> underWay = ConcurrentHashMap.newKeySet();

    Posts(CloseableHttpAsyncClient client) {
        this.client = client;
    }

    /** The client; posts on it are to be told to {@link #begin}, {@link #sent} and {@link #end}. */
    CloseableHttpAsyncClient client() {
        return client;
    }

    void begin(Post post) {
        underWay.add(post);
    }

    /** What the client gave for it, by which it can be broken off. */
    void sent(Post post, Future<?> request) {
        post.request = request;
    }

    /** True for who ends it, false when it was ended before. */
    boolean end(Post post) {
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
     * @return whether there was one
     */
    boolean endOverdue(long mostMillis) {
        if (!isAlive()) {
            return endAll("the connections ended with an error", 0);
        }
        return endAll("no whole answer within " + mostMillis + " ms", mostMillis * 1_000_000);
    }

    private boolean endAll(String why, long olderNanos) {
        long now = System.nanoTime();
        boolean found = false;
        for (Post post : underWay) {
            if (now - post.begunNanos >= olderNanos && end(post)) {
                found = true;
                post.failed(new IOException(why));
                Future<?> request = post.request;
                if (request != null) {
                    request.cancel(true);
                }
            }
        }
        return found;
    }

    /** Ends the client, and what is under way. */
    void close(CloseMode mode) {
        client.close(mode);
        endAll("the connections were closed", 0);
    }
}
