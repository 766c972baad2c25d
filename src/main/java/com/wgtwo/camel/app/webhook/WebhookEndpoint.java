package com.wgtwo.camel.app.webhook;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Post to a web service without holding a thread until its answer. The address of each request is that of its header
 * {@code CamelHttpUri}; the status of the answer is in {@code CamelHttpResponseCode} afterwards.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = WebhookComponent.SCHEME,
        title = "WG2 Webhook",
        syntax = WebhookComponent.SCHEME + ":name",
        producerOnly = true,
        category = {Category.HTTP})
public final class WebhookEndpoint extends DefaultEndpoint {
    /**
     * A free connection, a new one, its TLS, and the answer: as often as {@code timeout}, and a second each, a request may
     * wait in all.
     */
    static final int STEPS = 4;

    @UriPath(description = "A name of your choice, which log lines show. Each step has connections of its own.")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description =
                    "How long a request waits: for a free connection, for a new one to be set up (for each address of a"
                            + " name), and for each part of the answer; for all of it together about four times that. In"
                            + " milliseconds, or with a unit: 10s.")
    private long timeout = 10_000;

    @UriParam(
            defaultValue = "200",
            description =
                    "The most connections to one host and port, and so the most requests under way there. The default"
                            + " is the largest window.")
    private int connectionsPerTarget = 200;

    @UriParam(defaultValue = "wgtwo-camel", description = "The header User-Agent.")
    private String userAgent = "wgtwo-camel";

    WebhookEndpoint(String uri, WebhookComponent component) {
        super(uri, component);
    }

    @Override
    public WebhookComponent getComponent() {
        return (WebhookComponent) super.getComponent();
    }

    /** A name of the user's choice. */
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** How long, in milliseconds, a request waits for each of its four steps; default 10 seconds. */
    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    /** The most connections to one host and port; default 200. */
    public int getConnectionsPerTarget() {
        return connectionsPerTarget;
    }

    public void setConnectionsPerTarget(int connectionsPerTarget) {
        this.connectionsPerTarget = connectionsPerTarget;
    }

    /** The header User-Agent; default {@code wgtwo-camel}. */
    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    @Override
    public Producer createProducer() {
        return new WebhookProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(WebhookComponent.SCHEME + " only sends");
    }
}
