package com.wgtwo.camel.app.manage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the management port listens.
 *
 * @param host name or address of the network interface
 * @param port 0 for a free one
 */
record ManagementAddress(String host, int port) {
    private static final String OFF = "off";

    /** Reads {@code management.address}, which the settings have checked; empty when it is off. */
    static Optional<ManagementAddress> of(String value) {
        if (value.equals(OFF)) {
            return Optional.empty();
        }
        int colon = value.lastIndexOf(':');
        String host = value.substring(0, colon);
        return Optional.of(new ManagementAddress(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(value.substring(colon + 1))));
    }

    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Why nobody can listen here now; empty when one can. */
    Optional<String> complaint() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("there is no host " + host);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The address of a page, with the port that is really used. */
    String url(int actualPort, String path) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort + path;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
