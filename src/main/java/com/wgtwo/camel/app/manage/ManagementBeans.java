package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.app.config.Renewed;
import com.wgtwo.camel.app.console.ConsolePages;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.failure.CleanUps;
import com.wgtwo.camel.app.failure.CleanUpsElsewhere;
import com.wgtwo.camel.app.failure.Expiry;
import com.wgtwo.camel.app.failure.Replays;
import com.wgtwo.camel.component.metrics.Engines;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.function.Suppliers;

/** Adds to the program what an operator needs: replays, and the management port. */
public final class ManagementBeans {
    private ManagementBeans() {}

    /**
     * Adds the services; they begin to work when all routes run.
     *
     * @param database opens at start
     * @param cleanUps the revocations that are not cleaned up after
     */
    public static void bind(CamelContext context, Supplier<DataSource> database, CleanUps cleanUps, Clock clock)
            throws Exception {
        String url = value(context, "data.url");
        Supplier<LetterSeal> seal = Suppliers.memorize(() -> LetterSeal.of(name -> value(context, name)));
        Supplier<KeptLetters> letters = Suppliers.memorize(() -> new KeptLetters(database.get(), seal.get()));
        context.addService(new Expiry(context, letters, () -> seal.get().keyIds(), clock), true, false);
        Supplier<Duration> ackTimeout =
                () -> Duration.ofMillis(TimeUtils.toMilliSeconds(value(context, "wgtwo.ack-timeout")));
        // Nobody shares a file that is opened exclusively; what an instance that crashed was at is the next one's at
        // once.
        String process =
                Database.isExclusive(url) ? "the only one" : UUID.randomUUID().toString();
        Supplier<Replays> replays = Suppliers.memorize(() -> new Replays(
                context,
                letters.get(),
                context.getRegistry().lookupByNameAndType("revoked", Predicate.class),
                context.getRegistry().lookupByNameAndType("doneOnce", IdempotentRepository.class),
                ackTimeout,
                clock,
                process));
        ReplayWorker worker = new ReplayWorker(context, letters, replays);
        context.addService(worker, true, false);

        context.addService(new CleanUpsElsewhere(context, cleanUps), true, false);
        HealthCheckRegistry.get(context).register(new CleanUpHealthCheck(cleanUps));
        Optional<ManagementAddress> address = ManagementAddress.of(value(context, "management.address"));
        if (address.isEmpty()) {
            return;
        }
        Metrics metrics = new Metrics(context, clock);
        context.addService(metrics, true, false);
        metrics.countRoutes();
        for (ProgramMetric metric : ProgramMetric.values()) {
            metrics.gauge(metric.sample(), metric.meaning(), () -> metric.read(letters.get(), cleanUps));
        }
        Supplier<DeadLetterDesk> desk = Suppliers.memorize(() -> new DeadLetterDesk(letters.get(), clock, worker));
        ConsolePages console = new ConsolePages(
                context,
                () -> Engines.of(context),
                () -> ProgramMetric.DEAD_LETTERS.read(letters.get(), cleanUps),
                clock);
        ManagementPort port = new ManagementPort(
                context,
                address.get(),
                Renewed.text("management.token", () -> context.resolvePropertyPlaceholders("{{management.token}}")),
                (router, threads) -> {
                    metrics.watchJvm();
                    addPages(router, threads, metrics, desk, Database.identity(url));
                    new ReconcilePage(context, threads).addTo(router);
                    console.addTo(router);
                });
        context.addService(port, true, false);
    }

    private static void addPages(
            Router router, ExecutorService threads, Metrics metrics, Supplier<DeadLetterDesk> desk, String database) {
        router.get("/observe/metrics")
                .handler(request -> threads.execute(() -> request.response()
                        .putHeader("Content-Type", metrics.contentType())
                        .end(metrics.scrape())));
        new DeadLetterPages(desk, database, threads).addTo(router);
    }

    private static String value(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}").strip();
    }
}
