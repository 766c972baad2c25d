package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.ConnectionSettings;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Consume the event streams of the WG2 / Cisco Mobility Services platform, such as SMS, calls, voicemail and consents,
 * and call its services.
 *
 * <p>Options default to what the platform recommends for production: durable queues with acks by the client.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "wgtwo",
        title = "WG2 Events",
        syntax = "wgtwo:streams",
        category = {Category.MOBILE, Category.MESSAGING},
        headersClass = WgtwoConstants.class)
public class WgtwoEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    /** The path of endpoints that call services. */
    static final String CALL = "call";

    @UriPath(
            description =
                    "The streams to consume, separated by commas: events, consent-changes, handset-changes,"
                            + " first-attachments, country-changes, periodic-countries. Or call, to call a service of the platform.")
    @Metadata(required = true)
    private final String streams;

    @UriParam
    private ConnectionConfiguration connection = new ConnectionConfiguration();

    @UriParam
    private SubscriptionConfiguration subscription = new SubscriptionConfiguration();

    @UriParam(
            label = "consumer",
            defaultValue = "manual",
            description = "Who acknowledges: manual is a step of the route, process: {ref: ack}; auto acknowledges when"
                    + " the exchange ended without failure.")
    private AckMode ackMode = AckMode.manual;

    @UriParam(
            label = "producer",
            description = "The method to call, such as wgtwo.sms.v1.SmsService/SendTextToSubscriber. The header"
                    + " CamelWgtwoMethod wins.")
    @Nullable
    private String method;

    @UriParam(
            label = "producer",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long a call may take, at least 100ms.")
    private long callTimeout = 10_000;

    WgtwoEndpoint(String uri, WgtwoComponent component, String streams) {
        super(uri, component);
        this.streams = streams;
    }

    @Override
    public WgtwoComponent getComponent() {
        return (WgtwoComponent) super.getComponent();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (CALL.equals(streams)) {
            throw new IllegalArgumentException("wgtwo:call cannot be consumed from; it is for to: wgtwo:call?method=…");
        }
        WgtwoConsumer consumer = new WgtwoConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (!CALL.equals(streams)) {
            throw new UnsupportedOperationException(
                    "wgtwo:" + streams + " cannot be written to; acknowledge events with process: {ref: ack}");
        }
        return new WgtwoCallProducer(this);
    }

    @Override
    public @Nullable String getServiceUrl() {
        String regions = connection.getRegions();
        return regions == null || regions.isBlank() ? connection.getTarget() : regions;
    }

    @Override
    public String getServiceProtocol() {
        return "grpc";
    }

    /**
     * How to reach each region, by its name.
     *
     * @throws IllegalArgumentException in one sentence, when an option is wrong
     */
    Map<String, ConnectionSettings> connections() {
        return connection.settings(name ->
                getCamelContext().getPropertiesComponent().resolveProperty(name).orElse(""));
    }

    public String getStreams() {
        return streams;
    }

    public ConnectionConfiguration getConnection() {
        return connection;
    }

    public void setConnection(ConnectionConfiguration connection) {
        this.connection = connection;
    }

    public SubscriptionConfiguration getSubscription() {
        return subscription;
    }

    public void setSubscription(SubscriptionConfiguration subscription) {
        this.subscription = subscription;
    }

    public AckMode getAckMode() {
        return ackMode;
    }

    public void setAckMode(AckMode ackMode) {
        this.ackMode = ackMode;
    }

    public @Nullable String getMethod() {
        return method;
    }

    public void setMethod(@Nullable String method) {
        this.method = method;
    }

    public long getCallTimeout() {
        return callTimeout;
    }

    public void setCallTimeout(long callTimeout) {
        this.callTimeout = callTimeout;
    }
}
