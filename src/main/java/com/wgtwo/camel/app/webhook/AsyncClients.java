package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.stream.ShortAnswer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client of an endpoint: HTTP/1.1, connections kept, one thread for all of them. */
final class AsyncClients {
    private AsyncClients() {}

    static CloseableHttpAsyncClient open(WebhookEndpoint endpoint, TlsStrategy tls) {
        Timeout timeout = Timeout.ofMilliseconds(endpoint.getTimeout());
        CloseableHttpAsyncClient client = HttpAsyncClients.createMinimal(
                H2Config.DEFAULT,
                ShortAnswer.SHORT_HEAD,
                IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoTimeout(timeout)
                        .setTcpNoDelay(true)
                        .build(),
                PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(tls)
                        .setMaxConnPerRoute(endpoint.getConnectionsPerTarget())
                        .setMaxConnTotal(2 * endpoint.getConnectionsPerTarget())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(timeout)
                                .build())
                        .build());
        try {
            client.start();
        } catch (RuntimeException | Error e) {
            client.close(CloseMode.IMMEDIATE);
            throw e;
        }
        return client;
    }
}
