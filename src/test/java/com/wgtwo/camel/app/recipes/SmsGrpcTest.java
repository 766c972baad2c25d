package com.wgtwo.camel.app.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.app.recipes.BrokerOutage.Kept;
import com.wgtwo.camel.forward.v1.Delivered;
import com.wgtwo.camel.forward.v1.Event;
import com.wgtwo.camel.forward.v1.EventReceiverGrpc.EventReceiverImplBase;
import com.wgtwo.camel.sandbox.server.HeldPort;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe sms-grpc with a real gRPC service, which goes away under load and comes back. */
@Timeout(120)
class SmsGrpcTest {
    @TempDir
    private Path routes;

    private final Service service = new Service();
    private RecipeUnderTest recipe;

    @BeforeEach
    void start() throws Exception {
        service.start();
        recipe = RecipeUnderTest.start(
                routes,
                Map.of("sms", "sms-grpc"),
                Map.of("my.grpc.target", "127.0.0.1:" + service.port, "delivery.try-timeout", "2s"));
    }

    @AfterEach
    void stop() {
        if (recipe != null) {
            recipe.close();
        }
        service.close();
    }

    @Test
    void aMessageSaysWhatTheEventIsAndIsAcknowledgedAfterTheAnswer() {
        service.silent = true;
        recipe.emit(1, 1);
        // Given up after the try timeout, and tried again.
        await().atMost(Duration.ofSeconds(20)).until(() -> service.asked().size() >= 2);
        assertThat(recipe.acked()).isEmpty();
        service.silent = false;
        await().atMost(Duration.ofSeconds(20)).until(() -> recipe.acked().size() == 1);

        assertThat(service.asked()).allSatisfy(event -> {
            assertThat(event.getId()).isEqualTo(recipe.emitted().get(0).id());
            assertThat(event.getType()).isEqualTo("com.wgtwo.events.v0.SMS_EVENT");
            assertThat(event.getSource()).isEqualTo("wgtwo:events");
            assertThat(event.getSubscriber()).isEqualTo(recipe.emitted().get(0).subscriber());
            assertThat(event.getTime().getSeconds())
                    .isEqualTo(recipe.emitted().get(0).event().getTimestamp().getSeconds());
            assertThat(event.getJson()).startsWith("{").contains("\"smsEvent\"");
        });
    }

    @Test
    void aServiceThatGoesAwayUnderLoadLosesNothingAndKeepsTheOrder() throws Exception {
        BrokerOutage.assertHarmless(recipe, service);
    }

    /** Keeps what it has answered with OK, or did not get to answer. */
    private static final class Service extends EventReceiverImplBase implements BrokerOutage.Broker, AutoCloseable {
        private final List<Event> asked = new ArrayList<>();
        private final HeldPort heldPort = new HeldPort();
        private volatile boolean silent;
        private Server server;
        private int port;

        @Override
        public void deliver(Event event, StreamObserver<Delivered> answer) {
            synchronized (asked) {
                asked.add(event);
            }
            if (silent) {
                return;
            }
            answer.onNext(Delivered.getDefaultInstance());
            answer.onCompleted();
        }

        List<Event> asked() {
            synchronized (asked) {
                return List.copyOf(asked);
            }
        }

        @Override
        public void start() throws IOException {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(this)
                    .build()
                    .start();
            port = server.getPort();
            heldPort.letGo();
        }

        @Override
        public void stop() throws InterruptedException {
            server.shutdownNow().awaitTermination();
            heldPort.hold(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public List<Kept> messages() {
            return asked().stream()
                    .map(event -> new Kept(event.getId(), event.getSubscriber()))
                    .toList();
        }

        @Override
        public void close() {
            server.shutdownNow();
            heldPort.letGo();
        }
    }
}
