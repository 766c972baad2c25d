package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.EngineMemory;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Consumes the event streams of the WG2 / Cisco Mobility Services platform: {@code wgtwo:events}.
 *
 * <p>What is the same for all endpoints, above all where the platform is, is set once here
 * ({@code camel.component.wgtwo.target} and so on); an endpoint's own option wins.
 */
@Component("wgtwo")
public class WgtwoComponent extends DefaultComponent {

    @Metadata(
            description =
                    "Host and port of the platform, such as api.shamrock.wgtwo.com:443, for endpoints that name none.")
    @Nullable
    private String target;

    @Metadata(
            defaultValue = "false",
            label = "security",
            description = "No TLS, for endpoints that do not say. For a sandbox on this machine.")
    private boolean plaintext;

    @Metadata(
            label = "security",
            description = "PEM file of the certificate authorities to trust in place of the trust store of the JDK, for"
                    + " endpoints that name none.")
    @Nullable
    private String trustCertificates;

    @Metadata(
            label = "security",
            description = "Name of the OAuth profile, for endpoints that name none: its properties are"
                    + " camel.oauth.NAME.token-endpoint, .client-id, .client-secret, .scope and .auth-method (basic"
                    + " or form).")
    @Nullable
    private String oauthProfile;

    private final AccessPool access = new AccessPool();
    private final Map<List<String>, EngineMemory> memories = new ConcurrentHashMap<>();

    /** A component, to be given to a context or found by it. */
    public WgtwoComponent() {}

    /**
     * A component of a context.
     *
     * @param context the context
     */
    public WgtwoComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (getCamelContext().getRegistry().lookupByName(AckProcessor.BEAN) == null) {
            getCamelContext().getRegistry().bind(AckProcessor.BEAN, new AckProcessor());
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WgtwoEndpoint endpoint = new WgtwoEndpoint(uri, this, remaining);
        if (!WgtwoEndpoint.CALL.equals(remaining)) {
            streams(remaining);
        }
        ConnectionConfiguration connection = endpoint.getConnection();
        connection.setTarget(target);
        connection.setPlaintext(plaintext);
        connection.setTrustCertificates(trustCertificates);
        connection.setOauthProfile(oauthProfile);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        access.close(getCamelContext());
        memories.clear();
    }

    /**
     * What a route has done of the events of a queue, and how long its streams have been away. It outlasts the consumer: a
     * route that is stopped and started, or exchanged for an edited one, does nothing again. Another queue, or another
     * route, knows nothing of it.
     */
    EngineMemory engineMemory(String routeId, WgtwoEndpoint endpoint) {
        SubscriptionConfiguration subscription = endpoint.getSubscription();
        List<String> key = List.of(
                String.valueOf(routeId),
                String.valueOf(endpoint.getConnection().getTarget()),
                String.valueOf(endpoint.getConnection().getRegions()),
                String.valueOf(subscription.getClientId()),
                subscription.getQueueName(),
                subscription.getDurableName());
        return memories.computeIfAbsent(key, made -> new EngineMemory());
    }

    /**
     * The streams of a path.
     *
     * @param names separated by commas
     * @throws IllegalArgumentException in one sentence, when one of them is unknown
     */
    List<PlatformStream<?, ?, ?, ?>> streams(String names) {
        return Arrays.stream(names.split(","))
                .map(String::trim)
                .distinct()
                .<PlatformStream<?, ?, ?, ?>>map(this::stream)
                .toList();
    }

    /**
     * A stream that an application put into the registry, or one the platform is known to have.
     *
     * @param name such as {@code events}
     * @throws IllegalArgumentException in one sentence, when there is none of that name
     */
    public PlatformStream<?, ?, ?, ?> stream(String name) {
        for (PlatformStream<?, ?, ?, ?> registered :
                getCamelContext().getRegistry().findByType(PlatformStream.class)) {
            if (registered.name().equals(name)) {
                return registered;
            }
        }
        return PlatformStreams.get(name);
    }

    /** The connections and tokens of all endpoints. */
    AccessPool access() {
        return access;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public boolean isPlaintext() {
        return plaintext;
    }

    public void setPlaintext(boolean plaintext) {
        this.plaintext = plaintext;
    }

    public @Nullable String getTrustCertificates() {
        return trustCertificates;
    }

    public void setTrustCertificates(@Nullable String trustCertificates) {
        this.trustCertificates = trustCertificates;
    }

    public @Nullable String getOauthProfile() {
        return oauthProfile;
    }

    public void setOauthProfile(@Nullable String oauthProfile) {
        this.oauthProfile = oauthProfile;
    }
}
