package com.wgtwo.camel.sandbox.server;

import java.io.File;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the gRPC server listens.
 *
 * @param bindAddress address of the interface to listen on
 * @param port port, 0 for a free one
 * @param tls certificate and key, null for plaintext
 * @param permitKeepAlive shortest time between two keep-alive pings of a client; a client that is faster is sent away
 * @param maxConnectionAge after which a connection is asked to end (GOAWAY), null for never
 * @param maxConnectionAgeGrace time its streams have after that, null for as long as they like
 */
public record ServerSettings(
        String bindAddress,
        int port,
        @Nullable Tls tls,
        Duration permitKeepAlive,
        @Nullable Duration maxConnectionAge,
        @Nullable Duration maxConnectionAgeGrace) {

    /**
     * Files for TLS, all PEM.
     *
     * @param certificate certificate chain of the server
     * @param key private key of the server, PKCS #8
     * @param clientAuthorities authorities one of which must have signed the client's certificate, null when clients need none
     */
    public record Tls(File certificate, File key, @Nullable File clientAuthorities) {}
}
