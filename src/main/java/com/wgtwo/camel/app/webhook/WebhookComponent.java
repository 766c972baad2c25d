package com.wgtwo.camel.app.webhook;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The Camel component {@value #SCHEME}: posts to web services without holding a thread until the answer.
 *
 * <p>It does what camel-http does with a POST, on netty's HTTP/1.1 and one thread, because a thread for each event in flight
 * is what a route with camel-http spends most of its time on. Redirects are not followed, nothing is
 * tried again, cookies and content codings are not used.
 */
@Component(WebhookComponent.SCHEME)
public final class WebhookComponent extends DefaultComponent {
    /** The scheme of its endpoints. */
    public static final String SCHEME = "wgtwo-webhook";

    private @Nullable ScheduledExecutorService timer;

    /** Runs something every second, on the one thread of all endpoints, until it is cancelled or the component stops. */
    synchronized ScheduledFuture<?> everySecond(Runnable look) {
        ScheduledExecutorService running = timer;
        if (running == null) {
            running = getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "wgtwo-webhook-looks");
            try {
                // Without a thread a look would be queued all the same, and again by each further call.
                running.execute(() -> {});
            } catch (OutOfMemoryError e) {
                getCamelContext().getExecutorServiceManager().shutdownNow(running);
                throw e;
            }
            timer = running;
        }
        return running.scheduleWithFixedDelay(look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    protected synchronized void doStop() throws Exception {
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WebhookEndpoint endpoint = new WebhookEndpoint(uri, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
