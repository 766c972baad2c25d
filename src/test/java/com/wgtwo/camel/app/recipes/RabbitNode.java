package com.wgtwo.camel.app.recipes;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.wgtwo.camel.Machine;
import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A RabbitMQ node. */
final class RabbitNode extends NativeBroker {
    private static final String QUEUE = "sms";

    private final Path program;
    private final int distributionPort = Machine.freePort();
    private final int portMapperPort = Machine.freePort();

    RabbitNode(Path folder) throws Exception {
        super(folder);
        program = own(Machine.program("rabbitmq-server", "rabbitmq-server"));
        start();
    }

    /** Debian's command changes to the user of the service; what it calls then is beside it. */
    private static Path own(Path command) throws IOException {
        Path wrapper = command.toRealPath();
        Path inside = wrapper.resolveSibling("rabbitmq-server");
        return Files.isExecutable(inside) ? inside : wrapper;
    }

    @Override
    ProcessBuilder command() throws IOException {
        Path settings = Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.default = 127.0.0.1:" + port);
        Path plugins = Files.writeString(folder.resolve("enabled_plugins"), "[].");
        Path nothing = Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
        ProcessBuilder builder = withoutSettings(List.of(program.toString()));
        builder.environment()
                .putAll(Map.ofEntries(
                        // Where the cookie of the node is.
                        Map.entry("HOME", folder.toString()),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        Map.entry("ERL_EPMD_PORT", String.valueOf(portMapperPort)),
                        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distributionPort)),
                        Map.entry("RABBITMQ_NODENAME", "test" + port + "@localhost"),
                        Map.entry("RABBITMQ_CONFIG_FILE", settings.toString()),
                        Map.entry("RABBITMQ_CONF_ENV_FILE", nothing.toString()),
                        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
                        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                        Map.entry("RABBITMQ_LOGS", "-"),
                        Map.entry("RABBITMQ_PID_FILE", pidFile().toString())));
        return builder;
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    @Override
    ProcessHandle server(Process started) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .orElse(started.toHandle());
    }

    /**
     * A durable queue. RabbitMQ answers before its definition is on the disk: a node that is killed within some two seconds
     * comes back without the queue (RabbitMQ 3.10: once in 15 tests).
     */
    void addQueue() {
        // A node that listens may still end a client's connection while it is busy with its start.
        await("answer of the node")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(this::declareQueue);
        await("definition of the queue on the disk").until(this::isQueueOnDisk);
    }

    private boolean declareQueue() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            return QUEUE.equals(
                    channel.queueDeclare(QUEUE, true, false, false, Map.of()).getQueue());
        }
    }

    private boolean isQueueOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"), 2)) {
            return files.filter(file -> file.getFileName().toString().matches("LATEST\\.LOG|rabbit_durable_queue\\..*"))
                    .anyMatch(RabbitNode::holdsQueue);
        }
    }

    /** Whether it has the queue's name as Erlang writes it: a mark, four bytes of length, the bytes. */
    private static boolean holdsQueue(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .contains("m\0\0\0" + (char) QUEUE.length() + QUEUE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the queue, in order; it stays there, because nobody says that it was taken. */
    List<GetResponse> queued() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            List<GetResponse> queued = new ArrayList<>();
            for (GetResponse next = channel.basicGet(QUEUE, false);
                    next != null;
                    next = channel.basicGet(QUEUE, false)) {
                queued.add(next);
            }
            return queued;
        }
    }

    static String header(GetResponse message, String name) {
        return String.valueOf(message.getProps().getHeaders().get(name));
    }

    @Override
    public List<Kept> messages() throws Exception {
        return queued().stream()
                .map(message -> new Kept(header(message, "cloudEvents_id"), header(message, "cloudEvents_subject")))
                .toList();
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory.newConnection();
    }

    @Override
    public void close() throws IOException {
        super.close();
        // The port mapper that the node has started outlives it.
        new ProcessBuilder("epmd", "-port", String.valueOf(portMapperPort), "-kill")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
    }
}
