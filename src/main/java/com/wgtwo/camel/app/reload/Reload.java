package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.validate.Checker;
import com.wgtwo.camel.app.validate.FailureSentence;
import com.wgtwo.camel.app.validate.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the files of routes, kamelets and properties. An edit is taken live when everything in it is right, and refused
 * with the reasons otherwise; what runs does not notice a refused one.
 */
public final class Reload extends ServiceSupport {
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    /** Editors save in several steps, and some save twice. */
    private static final Duration QUIET = Duration.ofMillis(400);

    /** A file that is no YAML may be half written; it is left alone for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final SwapContext context;
    private final Settings live;
    private final Supplier<Settings> reading;
    private final Checker checker;
    private final Consumer<CamelContext> adopted;
    private final Consumer<String> refusals;
    private final Clock clock;
    private final Retired retired;
    private final ScheduledExecutorService timer;

    private Edition running;
    private Settings settings;
    private @Nullable Edition refused;
    private Map<Path, String> settled;
    private Map<Path, String> seen;
    private Instant seenSince;

    /**
     * The watch over a program that is about to start.
     *
     * @param camel its context, made by {@link ReloadableProgram}
     * @param live the settings of the running program
     * @param reading reads the settings anew
     * @param adopted does what else depends on settings, before routes are built with them
     * @param refusals told the reasons of a refused edit, and an empty text when there is none any more
     */
    public Reload(
            CamelContext camel,
            Settings live,
            Supplier<Settings> reading,
            Checker checker,
            Consumer<CamelContext> adopted,
            Consumer<String> refusals) {
        if (!(camel instanceof SwapContext swappable)) {
            throw new IllegalArgumentException("a context that cannot exchange routes");
        }
        this.context = swappable;
        this.live = live;
        this.reading = reading;
        this.checker = checker;
        this.adopted = adopted;
        this.refusals = refusals;
        this.clock = Clock.systemUTC();
        this.retired = new Retired(context);
        this.timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "reload");
        this.settled = Edition.stamps(live);
        this.seen = settled;
        this.seenSince = clock.instant();
        // Now, not when an edit comes: by then the file of a secret holds the new one.
        this.running = Edition.read(live);
        this.settings = live.copy();
    }

    @Override
    protected void doStart() {
        timer.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        timer.shutdownNow();
        retired.stop();
    }

    private void look() {
        if (!context.isStarted()) {
            // Until its routes run, and once it drains, exchanging them would be in the way.
            return;
        }
        try {
            Map<Path, String> now = Edition.stamps(live);
            if (!now.equals(seen)) {
                seen = now;
                seenSince = clock.instant();
            } else if (!now.equals(settled) && age().compareTo(QUIET) >= 0) {
                consider(now);
            }
        } catch (UserMistake e) {
            settled = seen;
            refuse(String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            settled = seen;
            LOG.error("An edit could not be looked at; what ran before goes on: {}", FailureSentence.of(e));
            LOG.debug("The reason in full", e);
        }
    }

    private Duration age() {
        return Duration.between(seenSince, clock.instant());
    }

    private void consider(Map<Path, String> now) {
        Settings candidate = reading.get();
        Edition edition = Edition.read(candidate);
        if (edition.equals(running) || edition.equals(refused)) {
            settled = now;
            if (edition.equals(running) && refused != null) {
                refused = null;
                refusals.accept("");
                LOG.info("The refused edit is gone; the files are again what runs.");
            }
            return;
        }
        Settings forCheck = candidate.copy();
        List<Problem> problems = checker.check(forCheck, edition.routes(), edition.kamelets());
        if (!context.isStarted()) {
            // The check takes long enough for an end to come.
            return;
        }
        if (!problems.isEmpty()) {
            if (problems.stream().anyMatch(Problem::unreadable) && age().compareTo(PATIENCE) < 0) {
                return;
            }
            settled = now;
            refused = edition;
            refuse(Problem.lines(problems));
            return;
        }
        settled = now;
        // The check has worked out what fits into the ack timeout.
        candidate.decide("delivery.try-timeout", forCheck.get("delivery.try-timeout"));
        takeLive(edition, candidate);
    }

    private void refuse(String sentences) {
        String told = "An edit is refused, and what ran before goes on. " + sentences;
        LOG.warn(told);
        refusals.accept(told);
    }

    private void takeLive(Edition edition, Settings candidate) {
        Difference difference = Difference.between(
                Blueprint.of(running, settings), Blueprint.of(edition, candidate), settings, candidate);
        Settings before = live.copy();
        try {
            live.adopt(candidate);
            adopted.accept(context);
            if (!difference.isNothing()) {
                new Swap(context, retired).carryOut(difference.order(edition.routes()));
            }
        } catch (Exception | Error e) {
            live.adopt(before);
            adopted.accept(context);
            refused = edition;
            String told = "An edit could not be taken live, and what ran before was put back. " + FailureSentence.of(e);
            LOG.error(told);
            refusals.accept(told);
            LOG.debug("The reason in full", e);
            return;
        }
        List<String> files = edition.differences(running);
        running = edition;
        settings = candidate.copy();
        refused = null;
        refusals.accept("");
        LOG.info("An edit of {} is live: {}.", String.join(", ", files), difference);
    }
}
