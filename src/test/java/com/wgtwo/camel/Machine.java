package com.wgtwo.camel;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What tests take of the machine they run on. */
public final class Machine {
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

    /** The system gives out a port of this kind again only after all others. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
