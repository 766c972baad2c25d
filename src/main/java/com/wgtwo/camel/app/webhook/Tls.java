package com.wgtwo.camel.app.webhook;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of an endpoint: the certificates that this Java trusts, and the name of the host. Made when an address begins with
 * {@code https}: reading the certificates takes 0.1 s, for which the first event would wait.
 */
final class Tls {
    private @Nullable SslContext made;

    /**
     * Makes it, on a thread that may take its time and fail; that of the connections may not.
     *
     * @throws SSLException when Java's certificates cannot be read
     */
    synchronized void prepare() throws SSLException {
        if (made == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, null, null);
                made = new JdkSslContext(context, true, ClientAuth.NONE);
            } catch (GeneralSecurityException e) {
                throw new SSLException("the certificates of this Java cannot be read", e);
            }
        }
    }

    /** The TLS of one connection; {@link #prepare} is to be called before. */
    synchronized SslHandler handler(ByteBufAllocator buffers, Target target, Duration timeout) {
        SslContext context = made;
        if (context == null) {
            throw new IllegalStateException("not prepared");
        }
        SslHandler handler = context.newHandler(buffers, target.host(), target.port());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }
}
