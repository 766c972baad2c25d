package com.wgtwo.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.api.v0.events.EventsProto.AckRequest;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, with and without client certificates. */
class TlsTest {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HeldCertificate server = new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final HeldCertificate user =
            new HeldCertificate.Builder().signedBy(authority).build();

    @TempDir
    Path directory;

    @Test
    void aClientThatTrustsTheAuthorityIsServed() throws IOException {
        try (Sandbox sandbox = Sandbox.builder()
                .tls(certificate("server", server), key("server", server))
                .start()) {
            call(sandbox, trusting().build());
        }
    }

    @Test
    void aClientThatDoesNotTrustTheAuthorityIsNot() throws IOException {
        try (Sandbox sandbox = Sandbox.builder()
                .tls(certificate("server", server), key("server", server))
                .start()) {
            assertThatThrownBy(() -> call(sandbox, TlsChannelCredentials.create()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageStartingWith("UNAVAILABLE");
        }
    }

    @Test
    void aClientCertificateCanBeDemanded() throws IOException {
        File authorities = certificate("authority", authority);
        try (Sandbox sandbox = Sandbox.builder()
                .tls(certificate("server", server), key("server", server), authorities)
                .start()) {
            call(
                    sandbox,
                    trusting()
                            .keyManager(certificate("user", user), key("user", user))
                            .build());
            assertThatThrownBy(() -> call(sandbox, trusting().build())).isInstanceOf(StatusRuntimeException.class);
        }
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong.pem"), "nothing");
        SandboxBuilder builder = Sandbox.builder().tls(wrong.toFile(), wrong.toFile());
        assertThatThrownBy(builder::start).hasMessageContaining("wrong.pem");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (Sandbox first = Sandbox.builder().start()) {
            SandboxBuilder builder = Sandbox.builder().grpcPort(first.grpcPort());
            assertThatThrownBy(builder::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("gRPC port " + first.grpcPort() + " on 127.0.0.1 cannot be opened; choose a free port");
        }
    }

    private TlsChannelCredentials.Builder trusting() throws IOException {
        return TlsChannelCredentials.newBuilder().trustManager(certificate("authority", authority));
    }

    private static void call(Sandbox sandbox, ChannelCredentials credentials) {
        ManagedChannel channel =
                Grpc.newChannelBuilder(sandbox.target(), credentials).build();
        try {
            assertThat(EventsServiceGrpc.newBlockingStub(channel).ack(AckRequest.getDefaultInstance()))
                    .isNotNull();
        } finally {
            channel.shutdownNow();
        }
    }

    private File certificate(String name, HeldCertificate held) throws IOException {
        return Files.writeString(directory.resolve(name + ".crt"), held.certificatePem())
                .toFile();
    }

    private File key(String name, HeldCertificate held) throws IOException {
        return Files.writeString(directory.resolve(name + ".key"), held.privateKeyPkcs8Pem())
                .toFile();
    }
}
