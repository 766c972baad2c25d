package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.app.data.KeptLetter;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.failure.FailureText;
import com.wgtwo.camel.app.failure.Replays;
import com.wgtwo.camel.app.failure.Replays.End;
import com.wgtwo.camel.app.failure.Replays.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters: those asked for just now, and those asked for while no program ran, or by another process on the
 * same database. Letters of one subscriber run one after another, in the order in which they were given up.
 */
final class ReplayWorker extends ServiceSupport implements ExtendedStartupListener {
    /** How many letters run at once: enough to hide the time a target takes, few beside the events of the stream. */
    private static final int THREADS = 8;

    /** How many letters that were asked for are read at once, so that a large number does not fill the memory. */
    private static final int LETTERS_AT_A_LOOK = 500;

    private static final int SECONDS_BETWEEN_LOOKS = 10;

    /** Without bound on what waits: at a bound the thread of the looks would run replays itself, and tell no heartbeat. */
    private static final ThreadPoolProfile POOL = new ThreadPoolProfileBuilder("replay")
            .poolSize(THREADS)
            .maxPoolSize(THREADS)
            .maxQueueSize(-1)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(ReplayWorker.class);

    private final CamelContext context;
    private final Supplier<KeptLetters> letters;
    private final Supplier<Replays> replays;
    /** What waits or runs here, so that the next look leaves it alone. */
    private final Set<Key> begun = ConcurrentHashMap.newKeySet();

    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService looks;

    ReplayWorker(CamelContext context, Supplier<KeptLetters> letters, Supplier<Replays> replays) {
        this.context = context;
        this.letters = letters;
        this.replays = replays;
    }

    /** Replays letters and waits for all of them. */
    Map<KeptLetter, Outcome> replay(List<KeptLetter> chosen) {
        Map<KeptLetter, Outcome> outcomes = begin(chosen).join();
        Map<KeptLetter, Outcome> inOrder = new LinkedHashMap<>();
        chosen.forEach(letter -> inOrder.put(letter, outcomes.getOrDefault(letter, new Outcome(End.GONE, ""))));
        return inOrder;
    }

    private CompletableFuture<Map<KeptLetter, Outcome>> begin(List<KeptLetter> chosen) {
        Map<KeptLetter, Outcome> outcomes = new ConcurrentHashMap<>();
        ExecutorService current = threads();
        chosen.forEach(letter -> begun.add(letter.key()));
        Map<String, List<KeptLetter>> bySubscriber = chosen.stream()
                .collect(Collectors.groupingBy(
                        letter -> letter.subscriber() == null ? letter.id() : letter.subscriber(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        CompletableFuture<?>[] runs = bySubscriber.values().stream()
                .map(those -> CompletableFuture.runAsync(
                        () -> those.forEach(letter -> outcomes.put(letter, replay(letter))), current))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(runs).thenApply(nothing -> outcomes);
    }

    private Outcome replay(KeptLetter letter) {
        try {
            return replays.get().replay(letter);
        } catch (RuntimeException e) {
            LOG.debug("A replay that could not be begun or ended", e);
            return new Outcome(End.FAILED, FailureText.of(e));
        } finally {
            begun.remove(letter.key());
        }
    }

    private ExecutorService threads() {
        ExecutorService current = threads;
        if (current == null) {
            throw new IllegalStateException("The program is ending.");
        }
        return current;
    }

    @Override
    protected void doStart() throws Exception {
        threads = context.getExecutorServiceManager().newThreadPool(this, "replay", POOL);
        begun.clear();
        looks = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "replays-asked-for");
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // Not all routes may run yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        ScheduledExecutorService current = looks;
        if (current != null) {
            current.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        }
    }

    /** Begins what is asked for and not begun yet, and says how many that were. */
    int look() {
        try {
            replays.get().heartbeat();
            // What is read while a letter ends is not asked for any more when it is taken.
            List<KeptLetter> asked = letters.get().asked(LETTERS_AT_A_LOOK).stream()
                    .filter(letter -> !begun.contains(letter.key()))
                    .toList();
            if (!asked.isEmpty()) {
                // Not waited for, so that the heartbeat goes on.
                begin(asked);
            }
            return asked.size();
        } catch (RuntimeException e) {
            LOG.debug("The replays that were asked for cannot be read now; tried again", e);
            return 0;
        } catch (Error e) {
            LOG.error("The replays that were asked for cannot be begun now: {}. Tried again.", FailureText.of(e));
            return 0;
        }
    }

    @Override
    protected void doStop() {
        shutDown(looks);
        shutDown(threads);
        threads = null;
        looks = null;
    }

    private void shutDown(@Nullable ExecutorService executor) {
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor);
        }
    }
}
