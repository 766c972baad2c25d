package com.wgtwo.camel.app.manage;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's management server, opened beside the stream once all routes run, so that the stream does not wait for it. A
 * port that cannot be opened is told in one sentence, and the stream goes on without it.
 */
final class ManagementPort extends ServiceSupport implements ExtendedStartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    private final CamelContext context;
    private final ManagementAddress address;
    private final Supplier<String> token;
    private final BiConsumer<Router, ExecutorService> pages;
    private @Nullable ExecutorService threads;

    /**
     * @param token tells what requests have to bring along at present; empty for nothing, which is allowed on this machine
     *     only
     * @param pages adds what the program itself has to say; its requests run on the executor
     */
    ManagementPort(
            CamelContext context,
            ManagementAddress address,
            Supplier<String> token,
            BiConsumer<Router, ExecutorService> pages) {
        this.context = context;
        this.address = address;
        this.token = token;
        this.pages = pages;
    }

    @Override
    protected void doStart() throws Exception {
        threads = context.getExecutorServiceManager().newCachedThreadPool(this, "management");
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // Not all routes may run yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        ExecutorService current = threads;
        if (current != null) {
            current.execute(() -> open(current));
        }
    }

    private void open(ExecutorService executor) {
        if (token.get().isEmpty() && !address.isLoopback()) {
            LOG.error(
                    "The management port is not opened: management.address {} can be reached from other machines, and"
                            + " management.token is empty. Set a token, or use 127.0.0.1.",
                    address);
            return;
        }
        Optional<String> complaint = address.complaint();
        if (complaint.isPresent()) {
            LOG.error(
                    "The management port is not opened: management.address {} cannot be used, {}. The streams go on;"
                            + " give another port, or off.",
                    address,
                    complaint.get());
            return;
        }
        try {
            serve(executor);
        } catch (Exception e) {
            LOG.error("The management port is not opened: {}. The streams go on.", String.valueOf(e.getMessage()));
            LOG.debug("The reason in full", e);
        }
    }

    private void serve(ExecutorService executor) throws Exception {
        // One thread for the network is enough, and no files are served.
        context.getRegistry()
                .bind(
                        "managementVertx",
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(2)
                                .setFileSystemOptions(new FileSystemOptions()
                                        .setClassPathResolvingEnabled(false)
                                        .setFileCachingEnabled(false)));
        ManagementHttpServer server = new ManagementHttpServer();
        server.setCamelContext(context);
        server.setHost(address.host());
        server.setPort(address.port());
        server.setPath("/");
        server.setHealthCheckEnabled(true);
        server.setHealthPath(Gate.HEALTH);
        context.addService(server);
        VertxPlatformHttpRouter router = server.getRouter();
        router.route().order(Integer.MIN_VALUE).handler(new Gate(address, token));
        pages.accept(router, executor);
        int port = router.getServer().getServer().actualPort();
        LOG.info(
                "Management port: {} (health, metrics and dead-letters beside it; all of it as a page: {})",
                address.url(port, Gate.HEALTH),
                address.url(port, "/"));
    }

    @Override
    protected void doStop() {
        ExecutorService current = threads;
        threads = null;
        if (current != null) {
            context.getExecutorServiceManager().shutdownNow(current);
        }
    }
}
