package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.stream.ShortAnswer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Makes camel-http's client, for requests whose answer a route reads, as careful as that of the webhooks: it does not follow
 * redirects (a signed event goes to the address that was configured, and nowhere else), does not try again by itself (the
 * routes decide that), keeps no cookies, and reads no more than {@value ShortAnswer#MOST_BYTES} bytes of an answer.
 */
public final class WebhookClient implements HttpClientConfigurer {
    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addResponseInterceptorLast((response, details, context) -> {
                    if (response instanceof ClassicHttpResponse classic && classic.getEntity() != null) {
                        classic.setEntity(new Bounded(classic.getEntity()));
                    }
                });
    }

    private static final class Bounded extends HttpEntityWrapper {
        Bounded(HttpEntity entity) {
            super(entity);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new BoundedStream(super.getContent());
        }
    }

    /**
     * Fails after the limit, also when it is closed: the client then drops the connection, where it would otherwise read
     * on to the answer's end.
     */
    private static final class BoundedStream extends FilterInputStream {
        private int left = ShortAnswer.MOST_BYTES;
        private boolean ended;

        BoundedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("the answer is longer than " + ShortAnswer.MOST_BYTES + " bytes");
            }
            int count = super.read(buffer, offset, Math.min(length, left));
            ended = count < 0;
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            byte[] buffer = new byte[4096];
            while (!ended) {
                read(buffer, 0, buffer.length);
            }
            super.close();
        }
    }
}
