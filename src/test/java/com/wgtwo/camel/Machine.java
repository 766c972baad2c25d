package com.wgtwo.camel;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** What tests take of the machine they run on. */
public final class Machine {
    /** Well-known servers are below. */
    private static final int LOWEST_PORT = 15_000;

    /** By Linux, where nobody has changed that (net.ipv4.ip_local_port_range); others begin higher. */
    private static final int LOWEST_GIVEN_OUT = 32_768;

    private Machine() {}

    /** The program of a Debian package; the test that asks for it is skipped, and says so, where it is not. */
    public static Path program(String name, String debianPackage) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String reason = "SKIPPED: there is no " + name + " on the path; on Debian: apt-get install "
                            + debianPackage;
                    System.err.println(reason);
                    return abort(reason);
                });
    }

    /**
     * A port nobody listens on, below those that the system gives to connections and to whoever asks for any: one of these
     * would now and then be given away again before it is used.
     */
    public static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_GIVEN_OUT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // In use: another one.
                continue;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no port is free");
    }
}
