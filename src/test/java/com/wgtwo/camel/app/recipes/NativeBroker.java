package com.wgtwo.camel.app.recipes;

import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.Machine;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker that is a program of its own: a process with its own folder and port, which can be killed and comes back. */
abstract class NativeBroker implements BrokerOutage.Broker, AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    final Path folder;
    final int port = Machine.freePort();
    private final HeldPort heldPort = new HeldPort();
    private Process process;

    NativeBroker(Path folder) {
        this.folder = folder;
    }

    /** How it is started, with what it says going to a file. */
    abstract ProcessBuilder command() throws IOException;

    /** The process to kill, which may be a child of the one that was started. */
    ProcessHandle server(Process started) throws IOException {
        return started.toHandle();
    }

    @Override
    public void start() throws IOException {
        File log = folder.resolve("log").toFile();
        process = command()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        await("start of " + getClass().getSimpleName() + ", see " + log)
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(50))
                .until(this::listens);
        heldPort.letGo();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** As kill -9 does it. */
    @Override
    public void stop() throws IOException {
        server(process).destroyForcibly();
        await("end of the process").until(() -> !process.isAlive());
        heldPort.hold(address());
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            stop();
        }
        heldPort.letGo();
    }

    /** An environment of its own: nothing of this machine's installation is read. */
    static ProcessBuilder withoutSettings(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        return builder;
    }
}
