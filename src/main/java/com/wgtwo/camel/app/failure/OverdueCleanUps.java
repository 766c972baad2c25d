package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.data.OpenCleanUps;
import com.wgtwo.camel.app.data.OpenCleanUps.OpenCleanUp;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoComponent;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.json.EventJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats clean-ups that failed and that the platform no longer asks for: it delivers an event for 30 minutes, and a target of the
 * clean-up may be away for longer. Whatever was not tried for some time runs again through the route
 * {@code direct:consents}, here or in another instance on the same database, also after a restart, until it succeeds.
 */
public final class OverdueCleanUps extends ServiceSupport implements ExtendedStartupListener {
    /** For how long it has to be untried, in the program: the platform delivers again after the ack timeout, 30 s by default and 10 minutes at most. */
    public static final Duration UNTRIED = Duration.ofMinutes(12);

    /** Often beside what it waits for, and rare for the database. */
    public static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private static final String ENTRY = "direct:consents";
    private static final Logger LOG = LoggerFactory.getLogger(OverdueCleanUps.class);

    private final CamelContext context;
    private final Supplier<OpenCleanUps> open;
    private final Supplier<Duration> ackTimeout;
    private final Clock clock;
    private final Duration untried;
    private final Duration between;
    private @Nullable ScheduledExecutorService timer;

    /**
     * Begins when all routes run.
     *
     * @param ackTimeout one is tried within this time, as a delivery is, at present
     * @param untried what was not tried for so long is repeated
     * @param between how often this is looked for
     */
    public OverdueCleanUps(
            CamelContext context,
            Supplier<OpenCleanUps> open,
            Supplier<Duration> ackTimeout,
            Clock clock,
            Duration untried,
            Duration between) {
        this.context = context;
        this.open = open;
        this.ackTimeout = ackTimeout;
        this.clock = clock;
        this.untried = untried;
        this.between = between;
    }

    @Override
    protected void doStart() throws Exception {
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "overdue-clean-ups");
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // Otherwise not all routes may run yet.
        if (alreadyStarted) {
            begin();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        begin();
    }

    private void begin() {
        ScheduledExecutorService current = timer;
        if (current != null) {
            long millis = between.toMillis();
            current.scheduleWithFixedDelay(this::repeat, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** One after another. */
    private void repeat() {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Instant since = clock.instant().minus(untried);
            for (OpenCleanUp one : open.get().untriedSince(since)) {
                if (!isRunAllowed()) {
                    return;
                }
                repeat(one, since, template);
            }
        } catch (Exception | Error e) {
            LOG.warn("Clean-ups that failed before could not be repeated now: {}. Tried again.", FailureText.of(e));
        }
    }

    /** One that cannot be read holds up no other. */
    private void repeat(OpenCleanUp one, Instant since, ProducerTemplate template) {
        try {
            open.get().take(one, since, clock.instant()).ifPresent(event -> {
                LOG.info(
                        "The clean-up after revocation {} is repeated: the platform did not ask for it again",
                        one.id());
                template.send(ENTRY, exchange -> fill(exchange, one, event));
            });
        } catch (RuntimeException e) {
            LOG.error(
                    "The clean-up after revocation {} could not be repeated now: {}. Tried again.",
                    one.id(),
                    FailureText.of(e));
        }
    }

    private void fill(Exchange exchange, OpenCleanUp one, byte[] event) throws Exception {
        EventMessage message = EventMessage.of(
                context.getComponent("wgtwo", WgtwoComponent.class).stream(one.stream()), one.region(), event);
        message.fill(exchange, 1, clock.instant().plus(ackTimeout.get()));
        exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, one.id());
        exchange.getMessage().setBody(EventJson.print(message.message()));
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }
}
