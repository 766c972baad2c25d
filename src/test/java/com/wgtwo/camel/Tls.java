package com.wgtwo.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority of our own and a certificate for 127.0.0.1, as PEM files.
 *
 * @param authority the file to trust
 * @param certificate the certificate of server or client
 * @param key its key
 */
public record Tls(Path authority, Path certificate, Path key) {

    /** A name of no real host, for tests that say themselves which address it has. */
    public static final String NAME = "platform.test";

    public static Tls in(Path folder) throws IOException {
        HeldCertificate ca = new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName("test authority")
                .build();
        HeldCertificate server = new HeldCertificate.Builder()
                .signedBy(ca)
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName(NAME)
                .build();
        return new Tls(
                Files.writeString(folder.resolve("ca.pem"), ca.certificatePem()),
                Files.writeString(folder.resolve("server.pem"), server.certificatePem()),
                Files.writeString(folder.resolve("server.key"), server.privateKeyPkcs8Pem()));
    }
}
