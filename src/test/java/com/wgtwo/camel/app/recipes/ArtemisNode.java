package com.wgtwo.camel.app.recipes;

import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import com.wgtwo.camel.sandbox.server.HeldPort;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker in this process, which can be stopped and comes back on its port with its data. */
final class ArtemisNode implements BrokerOutage.Broker, AutoCloseable {
    private final Path data;
    private final String queue;
    private final int port;
    private final HeldPort heldPort = new HeldPort();
    private EmbeddedActiveMQ server;

    ArtemisNode(Path data, String queue) throws Exception {
        this.data = data;
        this.queue = queue;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start();
    }

    /** Address for a protocol: tcp is JMS, amqp AMQP 1.0. */
    String url(String scheme) {
        return scheme + "://127.0.0.1:" + port;
    }

    @Override
    public void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                // As the buffer needs it.
                .addAddressSetting("wgtwo-events", new AddressSettings().setMaxDeliveryAttempts(-1))
                .addAcceptorConfiguration("all", url("tcp") + "?protocols=CORE,AMQP");
        server = new EmbeddedActiveMQ().setConfiguration(configuration).start();
        heldPort.letGo();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
        heldPort.hold(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public List<Kept> messages() throws JMSException {
        List<Kept> messages = new ArrayList<>();
        consume(message -> messages.add(
                new Kept(message.getStringProperty("cloudEvents_id"), message.getStringProperty("JMSXGroupID"))));
        return messages;
    }

    /** Takes all messages out of the queue. */
    void consume(Reader reader) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url("tcp"));
                JMSContext context = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            for (Message next = consumer.receive(2000); next != null; next = consumer.receive(500)) {
                reader.read(next);
            }
        }
    }

    /** Reads a message. */
    @FunctionalInterface
    interface Reader {
        void read(Message message) throws JMSException;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        heldPort.letGo();
    }
}
