package com.wgtwo.camel.stream;

import com.wgtwo.camel.stream.auth.BearerCredentials;
import com.wgtwo.camel.stream.auth.OAuthSettings;
import com.wgtwo.camel.stream.auth.TokenSource;
import io.grpc.CallOptions;
import io.grpc.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The way to the platform for calls that need the same rights: a connection, which others may share, and the token that
 * goes on every call.
 */
public final class PlatformAccess {

    private final Connection connection;
    private final @Nullable TokenSource tokens;

    /**
     * A way.
     *
     * @param connection the channel
     * @param tokens where the tokens come from; null to send no Authorization header
     * @throws IllegalArgumentException in one sentence, when the token would leave this machine unencrypted
     */
    public PlatformAccess(Connection connection, @Nullable TokenSource tokens) {
        ConnectionSettings settings = connection.settings();
        if (tokens != null && settings.plaintext() && !OAuthSettings.isLoopback(settings.host())) {
            throw new IllegalArgumentException("a token would be sent unencrypted to '" + settings.target()
                    + "'; drop plaintext, which with credentials is for this machine only");
        }
        this.connection = connection;
        this.tokens = tokens;
    }

    /** Host and port of the platform. */
    public String target() {
        return connection.settings().target();
    }

    /** The channel; its callbacks run on the connection's own thread and must not block. */
    public Channel channel() {
        return connection.channel();
    }

    /**
     * Has something run on the connection's own thread, where a call is begun with less effort than elsewhere.
     *
     * @param task must not block, nor throw
     */
    void execute(Runnable task) {
        connection.execute(task);
    }

    /** Options for one call: the token, when there are credentials. */
    public CallOptions callOptions() {
        return tokens == null
                ? CallOptions.DEFAULT
                : CallOptions.DEFAULT.withCallCredentials(new BearerCredentials(tokens));
    }

    /**
     * Throws the token of a call away, after the platform refused it; one that has replaced it meanwhile stays.
     *
     * @param call the options the call was made with, those of {@link #callOptions()}
     * @return whether the token was fresh, so that another one will hardly fare better; true without credentials
     */
    public boolean discardToken(CallOptions call) {
        return !(call.getCredentials() instanceof BearerCredentials credentials) || credentials.discard();
    }

    /** Whether a call had a token: it may have ended for want of one. */
    boolean hasSentToken(CallOptions call) {
        return call.getCredentials() instanceof BearerCredentials credentials && credentials.isApplied();
    }

    /** Has something run whenever the connection uses other certificates; it must not block. */
    void addCertificateListener(Runnable listener) {
        connection.addCertificateListener(listener);
    }

    void removeCertificateListener(Runnable listener) {
        connection.removeCertificateListener(listener);
    }

    /** Forgets what the channel learnt from failures: the next call resolves the name again and connects at once. */
    void retryNow() {
        connection.retryNow();
    }
}
