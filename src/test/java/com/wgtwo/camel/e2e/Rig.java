package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.Tls;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.sandbox.SandboxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/**
 * All that an end-to-end test of a guarantee needs: the platform over TLS with OAuth on, a web server, and the packaged
 * jar as one or more processes between them.
 */
public final class Rig implements AutoCloseable {

    private static final String SECRET = "s3cret-of-product";

    public final Sandbox platform;
    public final HttpReceiver web = new HttpReceiver();
    final Path folder;
    final Tls tls;
    private final List<AppProcess> processes = new ArrayList<>();
    private final List<Sent> emitted = new ArrayList<>();

    public Rig(Path folder) throws IOException {
        this(folder, builder -> builder);
    }

    /** With a platform of one's own making. */
    public Rig(Path folder, UnaryOperator<SandboxBuilder> settings) throws IOException {
        this.folder = folder;
        tls = Tls.in(folder);
        platform = settings.apply(Sandbox.builder()
                        .tls(tls.certificate().toFile(), tls.key().toFile())
                        .requireToken(true)
                        .oauthClient("product", SECRET)
                        .rememberAcks(200_000))
                .start();
    }

    /** One more process, in a folder of its own; not started yet. Small time limits, so that faults show soon. */
    public AppProcess app() throws IOException {
        AppProcess app = new AppProcess(Files.createDirectory(folder.resolve("app-" + processes.size())))
                .jvm("-XX:TieredStopAtLevel=1")
                .jvm("-XX:+UseSerialGC")
                .with("wgtwo.target", platform.target())
                .with("wgtwo.trust-certificates", tls.authority())
                .with("wgtwo.token-endpoint", platform.tokenEndpoint())
                .with("wgtwo.client-id", "product")
                .environment("WGTWO_CLIENT_SECRET", SECRET)
                .with("wgtwo.event-types", "SMS_EVENT,CONSENT_REVOKE_EVENT,VOICE_EVENT")
                // One stream, whose ends can be counted, and which keeps the order across types.
                .with("wgtwo.subscriptions", "single")
                .with("wgtwo.ack-timeout", "10s")
                .with("sms.webhook.url", web.url("/sms"))
                .with("events.webhook.url", web.url("/events"))
                .with("cleanup.webhook.url", web.url("/cleanup"));
        processes.add(app);
        return app;
    }

    /**
     * One more process, which waits for a held answer: with the small limits a try may end, and what is held be sent once
     * more, before all is held, when the machine has much else to do.
     */
    AppProcess patient() throws IOException {
        return app().with("wgtwo.ack-timeout", "60s").with("delivery.try-timeout", "20s");
    }

    /** One more process, without credentials. */
    AppProcess anonymous() throws IOException {
        return app().with("wgtwo.client-id", "").environment("WGTWO_CLIENT_SECRET", "");
    }

    /** A process that has its stream open. */
    public AppProcess started() throws IOException {
        AppProcess app = app().start();
        awaitStreaming(app);
        return app;
    }

    public void awaitStreaming(AppProcess app) {
        app.awaitLog("streaming");
    }

    public Sent emit(Sent event) {
        platform.emit(event.event());
        emitted.add(event);
        return event;
    }

    /** Emits an event, an SMS or a call by turns, of each of some subscribers. */
    public List<Sent> emit(String... subscribers) {
        return Arrays.stream(subscribers)
                .map(subscriber -> emit(Sent.any(subscriber)))
                .toList();
    }

    /** Emits so many events, SMS and calls by turns, one subscriber after another. */
    public List<Sent> emit(int count, int subscribers) {
        List<Sent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(emit(Sent.any(subscriber(i % subscribers))));
        }
        return events;
    }

    public static String subscriber(int number) {
        return "+4799" + (900_000 + number);
    }

    /** All that was emitted. */
    public List<Sent> emitted() {
        return emitted;
    }

    /** How many times each event was accepted downstream. */
    Map<String, Integer> accepted() {
        Map<String, Integer> times = new LinkedHashMap<>();
        web.posts().stream().filter(Post::accepted).forEach(post -> times.merge(post.id(), 1, Integer::sum));
        return times;
    }

    /** Waits until all that was emitted is acknowledged. */
    void awaitAllAcked() {
        await(() -> assertThat(Outcome.acked(platform).keySet()).containsAll(ids(emitted)));
    }

    /** Nothing lost, nothing repeated, nothing acknowledged before it was done, order kept: of all that was emitted. */
    void assertGuarantees() {
        awaitAllAcked();
        assertThat(accepted()).as("accepted downstream, and how often").isEqualTo(onceEach(emitted));
        assertAckedAfterDone();
        assertOrderKept();
    }

    void assertAckedAfterDone() {
        Map<String, Instant> acked = Outcome.acked(platform);
        for (Map.Entry<String, Instant> done : firstAccepted().entrySet()) {
            if (acked.containsKey(done.getKey())) {
                assertThat(acked.get(done.getKey()))
                        .as("ack of %s", done.getKey())
                        .isAfterOrEqualTo(done.getValue().truncatedTo(ChronoUnit.MILLIS));
            }
        }
    }

    private Map<String, Instant> firstAccepted() {
        Map<String, Instant> done = new LinkedHashMap<>();
        web.posts().stream().filter(Post::accepted).forEach(post -> done.putIfAbsent(post.id(), post.answered()));
        return done;
    }

    /** The events of each subscriber were accepted in the order in which they were emitted. */
    void assertOrderKept() {
        assertThat(bySubscriber(List.copyOf(firstAccepted().keySet())))
                .as("order downstream, by subscriber")
                .isEqualTo(bySubscriber(emitted.stream().map(Sent::id).toList()));
    }

    private Map<String, List<String>> bySubscriber(List<String> ids) {
        Map<String, String> subscribers = new LinkedHashMap<>();
        emitted.forEach(event -> subscribers.put(event.id(), event.subscriber()));
        Map<String, List<String>> order = new LinkedHashMap<>();
        new LinkedHashMap<>(subscribers).values().forEach(number -> order.put(number, new ArrayList<>()));
        ids.stream()
                .filter(subscribers::containsKey)
                .forEach(id -> order.get(subscribers.get(id)).add(id));
        return order;
    }

    static Set<String> ids(Collection<Sent> events) {
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private static Map<String, Integer> onceEach(Collection<Sent> events) {
        Map<String, Integer> once = new LinkedHashMap<>();
        events.forEach(event -> once.put(event.id(), 1));
        return once;
    }

    /** Waits for an assertion to hold; when it never does, the failure shows the end of each process's log. */
    void await(ThrowingRunnable assertion) {
        try {
            waiting().untilAsserted(assertion);
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + logs(), e);
        }
    }

    static ConditionFactory waiting() {
        return Awaitility.await().atMost(Duration.ofSeconds(100)).pollInterval(Duration.ofMillis(50));
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        for (AppProcess process : processes) {
            List<String> lines = process.log().lines().toList();
            logs.append("\n--- ").append(process.folder().getFileName()).append('\n');
            logs.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
        }
        return logs.toString();
    }

    @Override
    public void close() {
        processes.forEach(AppProcess::close);
        web.close();
        platform.close();
    }
}
