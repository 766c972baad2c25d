package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.data.KeptLetters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes dead letters that are older than {@code dead-letters.keep}, counted from when the event was given up first: what
 * fails again and again does not stay the longer for it. Says too when letters are there that no given key opens.
 */
public final class Expiry extends ServiceSupport implements ExtendedStartupListener {
    /** Soon, but not while the program has its start to do. */
    private static final int SECONDS_TO_FIRST = 3;

    /** The shortest time to keep letters is an hour; this makes it an hour and ten minutes at most. */
    private static final int SECONDS_BETWEEN = 600;

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final CamelContext context;
    private final Supplier<KeptLetters> letters;
    private final Supplier<Set<String>> keyIds;
    private final Clock clock;
    private @Nullable ScheduledExecutorService timer;
    private Map<String, Long> toldOf = Map.of();

    /** @param keyIds the ids of the keys that are given */
    public Expiry(CamelContext context, Supplier<KeptLetters> letters, Supplier<Set<String>> keyIds, Clock clock) {
        this.context = context;
        this.letters = letters;
        this.keyIds = keyIds;
        this.clock = clock;
    }

    @Override
    protected void doStart() throws Exception {
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // The routes come first.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        ScheduledExecutorService current =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "dead-letters-expire");
        timer = current;
        current.scheduleWithFixedDelay(this::look, SECONDS_TO_FIRST, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            expire();
            tellUnreadable();
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "Dead letters beyond dead-letters.keep could not be deleted: {}. Tried again in {} minutes.",
                    FailureText.of(e),
                    SECONDS_BETWEEN / 60);
        }
    }

    /** Deletes what is too old now; nothing when {@code dead-letters.keep} is empty. */
    void expire() {
        String keep =
                context.resolvePropertyPlaceholders("{{dead-letters.keep}}").strip();
        if (keep.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        int gone = letters.get()
                .expire(now.minus(Duration.ofMillis(TimeUtils.toMilliSeconds(keep))), now.minus(Replays.STALE));
        if (gone > 0) {
            LOG.info("Deleted {} dead letter(s) older than {} (dead-letters.keep).", gone, keep);
        }
    }

    private void tellUnreadable() {
        Map<String, Long> unreadable = new TreeMap<>(letters.get().countByKey());
        unreadable.keySet().removeAll(keyIds.get());
        if (!unreadable.isEmpty() && !unreadable.keySet().equals(toldOf.keySet())) {
            LOG.warn(
                    "{} dead letter(s) are encrypted with keys that are not given: {}. They stay, and can be shown and"
                            + " replayed when data.encryption-keys-old has the key.",
                    unreadable.values().stream().mapToLong(Long::longValue).sum(),
                    String.join(", ", unreadable.keySet()));
        }
        toldOf = unreadable;
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }
}
