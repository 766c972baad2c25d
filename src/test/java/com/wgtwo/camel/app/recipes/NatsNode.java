package com.wgtwo.camel.app.recipes;

import com.wgtwo.camel.Machine;
import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A NATS server with JetStream. */
final class NatsNode extends NativeBroker {
    private static final String STREAM = "SMS";

    private final Path program;

    NatsNode(Path folder) throws Exception {
        super(folder);
        program = Machine.program("nats-server", "nats-server");
        start();
    }

    @Override
    ProcessBuilder command() {
        return withoutSettings(List.of(
                program.toString(),
                "--addr",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--jetstream",
                "--store_dir",
                folder.resolve("data").toString()));
    }

    String url() {
        return "nats://127.0.0.1:" + port;
    }

    void addStream(String subject) throws Exception {
        try (Connection connection = Nats.connect(url())) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(STREAM)
                            .subjects(subject)
                            .storageType(StorageType.File)
                            .build());
        }
    }

    /** Everything in the stream, in order. */
    List<MessageInfo> stored() throws Exception {
        try (Connection connection = Nats.connect(url())) {
            JetStreamManagement management = connection.jetStreamManagement();
            long last = management.getStreamInfo(STREAM).getStreamState().getLastSequence();
            List<MessageInfo> stored = new ArrayList<>();
            for (long sequence = 1; sequence <= last; sequence++) {
                stored.add(management.getMessage(STREAM, sequence));
            }
            return stored;
        }
    }

    @Override
    public List<Kept> messages() throws Exception {
        return stored().stream()
                .map(message -> new Kept(
                        message.getHeaders().getFirst("ce-id"),
                        message.getHeaders().getFirst("ce-subject")))
                .toList();
    }
}
