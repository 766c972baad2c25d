package com.wgtwo.camel.component;

import com.wgtwo.camel.stream.StreamSnapshot;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of a consumer in JMX, as {@code org.apache.camel:context=…,type=streams,route=…,name=…}. There are none when
 * the context has no JMX, and then nothing of JMX is touched.
 */
final class ManagedStreams {
    static final ManagedStreams NONE = new ManagedStreams(null, List.of());

    private static final Logger LOG = LoggerFactory.getLogger(ManagedStreams.class);

    private final @Nullable ManagementAgent agent;
    private final List<ObjectName> names;

    private ManagedStreams(@Nullable ManagementAgent agent, List<ObjectName> names) {
        this.agent = agent;
        this.names = names;
    }

    /** Registers all streams of a consumer. What cannot be registered is told and does not stop the consumer. */
    static ManagedStreams of(WgtwoConsumer consumer) {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent == null) {
            return NONE;
        }
        List<StreamSnapshot> streams = consumer.snapshot().streams();
        List<ObjectName> names = new ArrayList<>();
        for (int index = 0; index < streams.size(); index++) {
            try {
                ObjectName name = name(agent, context, consumer.getRouteId(), streams.get(index));
                agent.register(new ManagedStream(consumer, index), name);
                names.add(name);
            } catch (JMException e) {
                LOG.warn("Stream {} is not in JMX: {}", streams.get(index).label(), e.getMessage());
            }
        }
        return new ManagedStreams(agent, names);
    }

    private static ObjectName name(
            ManagementAgent agent, CamelContext context, @Nullable String route, StreamSnapshot stream)
            throws JMException {
        return new ObjectName(agent.getMBeanObjectDomainName() + ":context=" + context.getManagementName()
                + ",type=streams,route=" + ObjectName.quote(String.valueOf(route)) + ",name="
                + ObjectName.quote(stream.label()));
    }

    void close() {
        if (agent != null) {
            for (ObjectName name : names) {
                try {
                    agent.unregister(name);
                } catch (JMException e) {
                    LOG.debug("{} stays in JMX", name, e);
                }
            }
        }
    }
}
