package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Catches every request to {@code /hook/<name>}. */
public final class WebhookCatcher implements HttpHandler, AutoCloseable {
    /** Path below which everything is caught. */
    public static final String PATH = "/hook/";

    private static final int BODY_LIMIT = 1024 * 1024;

    private final Caught<Webhook> caught;
    private final WebhookFaults faults;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Set<HttpExchange> unanswered = ConcurrentHashMap.newKeySet();

    /**
     * @param caught where requests are kept
     * @param faults how to treat the callers
     * @param clock tells when a request came
     * @param scheduler answers late what is to be answered late
     */
    public WebhookCatcher(
            Caught<Webhook> caught, WebhookFaults faults, Clock clock, ScheduledExecutorService scheduler) {
        this.caught = caught;
        this.faults = faults;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = Exchanges.read(exchange, BODY_LIMIT);
        String name = exchange.getRequestURI().getPath().substring(PATH.length());
        WebhookFaults.Treatment treatment = faults.hook(name).treat();
        caught.add(new Webhook(
                name,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers(exchange),
                body,
                clock.instant(),
                Math.max(0, treatment.status())));
        if (treatment.status() == 0) {
            unanswered.add(exchange);
        } else if (treatment.status() < 0) {
            exchange.close();
        } else if (treatment.delay().isZero()) {
            answer(exchange, treatment);
        } else {
            scheduler.schedule(
                    () -> answer(exchange, treatment), treatment.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        unanswered.forEach(HttpExchange::close);
        unanswered.clear();
    }

    private static void answer(HttpExchange exchange, WebhookFaults.Treatment treatment) {
        Exchanges.answer(exchange, treatment.status(), "text/plain", treatment.headers(), "");
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }
}
