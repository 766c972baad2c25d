package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.Connection;
import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.wgtwo.camel.stream.SubscriptionSpec;
import com.wgtwo.camel.stream.auth.OAuthSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Spreads an endpoint out into subscriptions: regions by streams by event types. */
final class SubscriptionSpecs {

    private final WgtwoEndpoint endpoint;
    private final CamelContext context;
    private final List<Connection> connections = new ArrayList<>();

    SubscriptionSpecs(WgtwoEndpoint endpoint) {
        this.endpoint = endpoint;
        this.context = endpoint.getCamelContext();
    }

    /**
     * The subscriptions.
     *
     * @throws IllegalArgumentException in one sentence, when an option is wrong
     */
    List<SubscriptionSpec> build() {
        List<SubscriptionSpec> specs = new ArrayList<>();
        for (Map.Entry<String, ConnectionSettings> region :
                endpoint.connections().entrySet()) {
            Connection connection = endpoint.getComponent().access().acquire(region.getValue());
            connections.add(connection);
            for (PlatformStream<?, ?, ?, ?> stream : endpoint.getComponent().streams(endpoint.getStreams())) {
                add(specs, region.getKey(), connection, stream);
            }
        }
        return specs;
    }

    private void add(
            List<SubscriptionSpec> specs, String region, Connection connection, PlatformStream<?, ?, ?, ?> stream) {
        SubscriptionConfiguration configuration = endpoint.getSubscription();
        String prefix = region.isEmpty() ? "" : region + ":";
        List<String> types = configuration.types();
        // Only the v0 events come by type, and a subscription without types is refused by the stream itself.
        if (stream.name().equals("events") && configuration.perType() && !types.isEmpty()) {
            for (String type : types) {
                specs.add(spec(
                        prefix + stream.name() + "/" + type, region, connection, stream, configuration.settings(type)));
            }
        } else {
            specs.add(spec(prefix + stream.name(), region, connection, stream, configuration.settings()));
        }
    }

    private SubscriptionSpec spec(
            String label,
            String region,
            Connection connection,
            PlatformStream<?, ?, ?, ?> stream,
            SubscriptionSettings settings) {
        OAuthSettings oauth = OAuthProfiles.read(
                context, endpoint.getConnection().getOauthProfile(), stream.scopes(settings.eventTypes()));
        return new SubscriptionSpec(
                label,
                region,
                stream,
                settings,
                endpoint.getComponent()
                        .access()
                        .access(
                                context,
                                connection,
                                oauth,
                                endpoint.getConnection().getOauthProfile()));
    }

    /** Lets the connections go. */
    void release() {
        connections.forEach(endpoint.getComponent().access()::release);
        connections.clear();
    }
}
