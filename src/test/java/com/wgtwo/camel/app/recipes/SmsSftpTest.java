package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.Machine;
import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import com.wgtwo.camel.sandbox.server.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-sftp with a real server, which goes away under load and comes back. */
@Timeout(120)
class SmsSftpTest {
    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    private SftpNode sftp;

    @BeforeEach
    void start() throws Exception {
        sftp = new SftpNode(data);
    }

    @AfterEach
    void stop() throws Exception {
        sftp.close();
    }

    private RecipeUnderTest recipe(Path knownHosts) throws Exception {
        return RecipeUnderTest.start(
                routes,
                Map.of("sms", "sms-sftp"),
                Map.of(
                        "my.sftp.server", "127.0.0.1:" + sftp.port,
                        "my.sftp.folder", "inbox",
                        "my.sftp.user", "wgtwo",
                        "my.sftp.password", "a+b &c",
                        "my.sftp.known-hosts", knownHosts.toString()));
    }

    @Test
    void aServerThatGoesAwayUnderLoadHasACompleteFileForEachEventInOrder() throws Exception {
        try (RecipeUnderTest recipe = recipe(sftp.knownHosts())) {
            BrokerOutage.assertHarmless(recipe, sftp, 150);
            try (Stream<Path> files = Files.list(sftp.inbox())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(recipe.emitted().stream()
                                .map(event -> event.id() + ".json")
                                .toList());
            }
            assertThat(sftp.inbox().resolve(recipe.emitted().get(0).id() + ".json"))
                    .content()
                    .contains("\"smsEvent\"")
                    .endsWith("}");
        }
    }

    @Test
    void aServerThatIsNotTheOneThatIsKnownGetsNothing() throws Exception {
        Path others = Files.writeString(data.resolve("others"), "");
        try (RecipeUnderTest recipe = recipe(others)) {
            recipe.emit(1, 1);
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> recipe.acked().isEmpty());
            assertThat(sftp.inbox()).doesNotExist();
            assertThat(sftp.logins).isEmpty();
        }
    }

    /** An SFTP server in this process. */
    private static final class SftpNode implements BrokerOutage.Broker, AutoCloseable {
        private final List<String> named = new ArrayList<>();
        private final List<String> logins = new ArrayList<>();
        private final HeldPort heldPort = new HeldPort();
        private final SimpleGeneratorHostKeyProvider key;
        private final Path folder;
        private final Path data;
        private final int port = Machine.freePort();
        private SshServer server;

        SftpNode(Path data) throws Exception {
            this.data = data;
            folder = Files.createDirectory(data.resolve("home"));
            key = new SimpleGeneratorHostKeyProvider(data.resolve("key"));
            key.setAlgorithm("RSA");
            start();
        }

        Path inbox() {
            return folder.resolve("inbox");
        }

        Path knownHosts() throws Exception {
            return Files.writeString(
                    data.resolve("known_hosts"),
                    "[127.0.0.1]:" + port + " "
                            + PublicKeyEntry.toString(
                                    key.loadKeys(null).iterator().next().getPublic())
                            + "\n");
        }

        @Override
        public void start() throws IOException {
            SftpSubsystemFactory files = new SftpSubsystemFactory();
            files.addSftpEventListener(new SftpEventListener() {
                @Override
                public void moved(
                        ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable failure) {
                    if (failure == null) {
                        synchronized (named) {
                            named.add(to.getFileName().toString());
                        }
                    }
                }
            });
            server = SshServer.setUpDefaultServer();
            server.setHost("127.0.0.1");
            server.setPort(port);
            server.setKeyPairProvider(key);
            server.setPasswordAuthenticator((user, password, session) -> {
                logins.add(user);
                return user.equals("wgtwo") && password.equals("a+b &c");
            });
            server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
            server.setSubsystemFactories(List.of(files));
            server.start();
            heldPort.letGo();
        }

        @Override
        public void stop() throws IOException {
            server.stop(true);
            heldPort.hold(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public List<Kept> messages() throws IOException {
            List<Kept> kept = new ArrayList<>();
            synchronized (named) {
                for (String name : named) {
                    String json = Files.readString(inbox().resolve(name));
                    kept.add(new Kept(
                            name.replace(".json", ""),
                            json.replaceFirst(
                                    "(?s)^.*\"owner\":\\{\"phoneNumber\":\\{\"e164\":\"([^\"]*)\".*$", "$1")));
                }
            }
            return kept;
        }

        @Override
        public void close() throws IOException {
            server.stop(true);
            heldPort.letGo();
        }
    }
}
