package com.wgtwo.camel.stream.auth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.wgtwo.camel.stream.ShortAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one token request and takes its answer, all of it within one time: an answer that comes byte by byte would keep
 * within any time between two of them and never end. The connection goes with the request, which is one an hour.
 */
final class TokenExchange implements HTTPRequestSender {
    private final Timeout connect;
    private final Timeout read;
    private final Duration whole;

    TokenExchange(OAuthSettings settings) {
        this.connect = Timeout.of(settings.connectTimeout());
        this.read = Timeout.of(settings.readTimeout());
        this.whole = settings.connectTimeout().plus(settings.readTimeout());
    }

    /**
     * Sends a request.
     *
     * @throws IOException when there is no whole answer in time, or it is longer than {@link ShortAnswer#MOST_BYTES}
     */
    @Override
    public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        CloseableHttpAsyncClient client = client();
        try {
            client.start();
            return client.execute(SimpleRequestProducer.create(simple(request)), new TokenAnswer(), null)
                    .get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + whole.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the request was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason
                    ? reason
                    : new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private CloseableHttpAsyncClient client() {
        return HttpAsyncClients.custom()
                // A proxy and trusted certificates are set as for everything else in Java.
                .useSystemProperties()
                // A redirect would carry the client's secret to a host nobody configured.
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setHttp1Config(ShortAnswer.SHORT_HEAD)
                // The default prints what is sent, with the client's secret, to the wire log; heads are still in that
                // of headers.
                .setIoSessionDecorator(session -> session)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoTimeout(read)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(read)
                        .build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(read)
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(connect)
                                .build())
                        .build())
                .build();
    }

    private static SimpleHttpRequest simple(ReadOnlyHTTPRequest request) {
        SimpleHttpRequest simple = SimpleHttpRequest.create(request.getMethod().name(), request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> simple.addHeader(name, value)));
        simple.setBody(request.getBody(), null);
        return simple;
    }
}
