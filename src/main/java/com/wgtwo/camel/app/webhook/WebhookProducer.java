package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.HandOver;
import com.wgtwo.camel.stream.StreamEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.UnsafeUriCharactersEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the body of an exchange. An answer other than 2xx fails it with a {@link HttpOperationFailedException}, whatever
 * goes wrong on the way with an {@link IOException}. The body stays what it was.
 */
final class WebhookProducer extends DefaultAsyncProducer {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookProducer.class);

    /** More names than routes set; a route that makes them up has the rest decided anew each time. */
    private static final int MOST_NAMES = 1000;

    private final Map<String, Boolean> sent = new ConcurrentHashMap<>();
    private volatile @Nullable Address last;
    private final WebhookEndpoint endpoint;
    private final HeaderFilterStrategy filter = new HttpHeaderFilterStrategy();
    private @Nullable Connections connections;
    private @Nullable ScheduledFuture<?> looks;
    private @Nullable ExecutorService workers;

    /** The address of the last post, which is that of the next one as a rule. */
    private record Address(String text, URI uri, Target target, String path) {}

    WebhookProducer(WebhookEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        workers = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-webhook");
    }

    @Override
    protected void doStop() throws Exception {
        Connections opened;
        synchronized (this) {
            opened = connections;
            connections = null;
            if (looks != null) {
                looks.cancel(false);
                looks = null;
            }
        }
        if (opened != null) {
            opened.close();
        }
        if (workers != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(workers);
        }
        super.doStop();
    }

    /**
     * The connections, made when they are needed first: without a webhook they would only make the start slower.
     *
     * @throws IllegalStateException when the route was stopped meanwhile
     */
    private synchronized Connections open() {
        if (!isRunAllowed()) {
            throw new IllegalStateException(endpoint + " is stopped");
        }
        Connections opened = connections;
        if (opened == null) {
            opened = new Connections(Duration.ofMillis(endpoint.getTimeout()), endpoint.getConnectionsPerTarget());
            connections = opened;
        }
        if (looks == null || looks.isDone()) {
            Connections looked = opened;
            looks = endpoint.getComponent().everySecond(() -> look(looked));
        }
        return opened;
    }

    private void look(Connections opened) {
        try {
            // Overdue is found out once a second.
            opened.look(Duration.ofMillis(WebhookEndpoint.STEPS * (endpoint.getTimeout() + 1000)));
        } catch (RuntimeException | Error e) {
            LOG.error("The connections of {} could not be looked after; the next look is made", endpoint, e);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Answered post;
        try {
            Message message = exchange.getMessage();
            Address address = address(message);
            post = new Answered(address, request(message, address, exchange), exchange, callback);
        } catch (InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        try {
            open().send(post);
        } catch (RuntimeException | Error e) {
            if (post.end()) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
            // Otherwise its end was told meanwhile, with a reason of its own.
        }
        return false;
    }

    private Address address(Message message) {
        String address = message.getHeader(Exchange.HTTP_URI, "", String.class);
        Address before = last;
        if (before != null && before.text().equals(address)) {
            return before;
        }
        URI uri = parsed(address);
        Address now = new Address(address, uri, Target.of(uri), path(uri));
        last = now;
        return now;
    }

    private static URI parsed(String address) {
        if (!address.regionMatches(true, 0, "http://", 0, 7) && !address.regionMatches(true, 0, "https://", 0, 8)) {
            throw new IllegalArgumentException("the header " + Exchange.HTTP_URI
                    + " has to be the address to post to, starting with http:// or https://, but "
                    + (address.isEmpty() ? "is missing" : "starts otherwise"));
        }
        return URI.create(
                URI.create(UnsafeUriCharactersEncoder.encodeHttpURI(address)).toASCIIString());
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /**
     * Whether a header of the message becomes one of the request, which its name alone decides.
     *
     * @throws IllegalArgumentException when its name has a character that HTTP does not allow there
     */
    private boolean isSent(Map.Entry<String, Object> header, Exchange exchange) {
        Boolean known = sent.get(header.getKey());
        if (known != null) {
            return known;
        }
        boolean answer = header.getKey().equalsIgnoreCase(HttpHeaderNames.CONTENT_TYPE.toString())
                || !filter.applyFilterToCamelHeaders(header.getKey(), header.getValue(), exchange);
        if (answer) {
            Request.check(header.getKey());
        }
        if (sent.size() < MOST_NAMES) {
            sent.put(header.getKey(), answer);
        }
        return answer;
    }

    private byte[] request(Message message, Address address, Exchange exchange) throws InvalidPayloadException {
        Request request = new Request(address.path(), address.target());
        request.header("User-Agent", endpoint.getUserAgent());
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            Object value = header.getValue();
            if (value != null && isSent(header, exchange)) {
                request.header(header.getKey(), value.toString());
            }
        }
        return request.with(message.getMandatoryBody(byte[].class));
    }

    /** Answers arrive on the thread of the connections, which nothing may hold up. */
    private void resume(Exchange exchange, Runnable rest) {
        StreamEvent event = exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
        ExecutorService own = workers;
        if (event != null) {
            event.resume(rest);
        } else if (own != null) {
            HandOver.to(own, rest);
        } else {
            rest.run();
        }
    }

    private final class Answered extends Post {
        private final URI address;
        private final Exchange exchange;
        private final AsyncCallback callback;

        Answered(Address address, byte[] request, Exchange exchange, AsyncCallback callback) {
            super(address.target(), request);
            this.address = address.uri();
            this.exchange = exchange;
            this.callback = callback;
        }

        @Override
        void answered(HttpResponse answer) {
            try {
                judge(answer);
            } catch (RuntimeException | Error e) {
                // Nobody else ends the exchange.
                exchange.setException(new IOException("the answer could not be taken", e));
            }
            resume(exchange, () -> callback.done(false));
        }

        @Override
        void failed(Exception cause) {
            exchange.setException(cause);
            resume(exchange, () -> callback.done(false));
        }

        private void judge(HttpResponse answer) {
            int status = answer.status().code();
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            if (status < 200 || status > 299) {
                Map<String, String> headers = new HashMap<>();
                answer.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
                exchange.setException(new HttpOperationFailedException(
                        address.toString(),
                        status,
                        answer.status().reasonPhrase(),
                        answer.headers().get(HttpHeaderNames.LOCATION),
                        headers,
                        null));
            }
        }
    }
}
