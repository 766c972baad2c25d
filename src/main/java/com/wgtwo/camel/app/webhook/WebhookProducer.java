package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.HandOver;
import com.wgtwo.camel.stream.StreamEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
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
    private final RequestConfig patience;
    private final List<Posts> former = new ArrayList<>();
    private @Nullable Posts posts;
    private TlsWhenNeeded tls = new TlsWhenNeeded();
    private @Nullable ScheduledFuture<?> looks;
    private @Nullable ExecutorService workers;

    /** The address of the last post, which is that of the next one as a rule. */
    private record Address(String text, URI uri) {}

    WebhookProducer(WebhookEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        Timeout timeout = Timeout.ofMilliseconds(endpoint.getTimeout());
        this.patience = RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .build();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        workers = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-webhook");
    }

    @Override
    protected void doStop() throws Exception {
        Posts opened;
        List<Posts> retired;
        synchronized (this) {
            opened = posts;
            posts = null;
            retired = List.copyOf(former);
            former.clear();
            if (looks != null) {
                looks.cancel(false);
                looks = null;
            }
        }
        if (opened != null) {
            opened.close(CloseMode.GRACEFUL);
        }
        retired.forEach(old -> old.close(CloseMode.IMMEDIATE));
        if (workers != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(workers);
        }
        super.doStop();
    }

    /**
     * Begins a post. The client is made when it is needed first: without a webhook it would only make the start slower.
     *
     * @throws IllegalStateException when the route was stopped meanwhile
     */
    private synchronized Answered begin(Exchange exchange, AsyncCallback callback, URI address) {
        if (!isRunAllowed()) {
            throw new IllegalStateException(endpoint + " is stopped");
        }
        Posts opened = posts;
        if (opened != null && !opened.isAlive()) {
            retire(opened);
            opened = null;
        }
        if (opened == null) {
            tls = new TlsWhenNeeded();
            opened = new Posts(AsyncClients.open(endpoint, tls));
            posts = opened;
        }
        if (address.getScheme().equalsIgnoreCase("https")) {
            tls.prepare();
        }
        if (looks == null || looks.isDone()) {
            looks = endpoint.getComponent().everySecond(this::look);
        }
        Answered post = new Answered(opened, exchange, callback, address);
        opened.begin(post);
        return post;
    }

    private synchronized void retire(Posts opened) {
        if (posts == opened) {
            posts = null;
            former.add(opened);
            LOG.warn("The connections of {} no longer answer; others take their place", endpoint);
        }
    }

    private synchronized List<Posts> all() {
        List<Posts> all = new ArrayList<>(former);
        if (posts != null) {
            all.add(posts);
        }
        return all;
    }

    private synchronized List<Posts> takeIdle() {
        List<Posts> idle = former.stream().filter(Posts::isIdle).toList();
        former.removeAll(idle);
        return idle;
    }

    /**
     * Ends what has no end. Nobody tells whether the thread of a client has died; but then it tells of nothing any more.
     * After that new posts go by other connections, and those under way on the former ones keep their time.
     */
    private void look() {
        try {
            // The client's own timeouts are looked at once a second too.
            Duration longest = Duration.ofMillis(WebhookEndpoint.STEPS * (endpoint.getTimeout() + 1000));
            for (Posts one : all()) {
                if (one.endOverdue(longest)) {
                    retire(one);
                }
            }
            takeIdle().forEach(old -> old.close(CloseMode.IMMEDIATE));
        } catch (RuntimeException | Error e) {
            LOG.error("The connections of {} could not be looked after; the next look is made", endpoint, e);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            URI address = address(message);
            BasicHttpRequest request = new BasicHttpRequest(Method.POST, address);
            copyHeaders(message, request, exchange);
            byte[] body = message.getMandatoryBody(byte[].class);
            HttpClientContext context = HttpClientContext.create();
            context.setRequestConfig(patience);
            send(
                    begin(exchange, callback, address),
                    new BasicRequestProducer(request, new BasicAsyncEntityProducer(body, null)),
                    context);
            return false;
        } catch (InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private static void send(Answered post, BasicRequestProducer request, HttpClientContext context) {
        Posts posts = post.posts;
        PostAnswer answer = new PostAnswer(() -> posts.isUnderWay(post));
        try {
            posts.sent(post, posts.client().execute(request, answer, null, context, post));
        } catch (RuntimeException | Error e) {
            if (posts.end(post)) {
                throw e;
            }
        }
    }

    private URI address(Message message) {
        String address = message.getHeader(Exchange.HTTP_URI, "", String.class);
        Address before = last;
        if (before != null && before.text().equals(address)) {
            return before.uri();
        }
        URI uri = parsed(address);
        last = new Address(address, uri);
        return uri;
    }

    private static URI parsed(String address) {
        if (!address.regionMatches(true, 0, "http://", 0, 7) && !address.regionMatches(true, 0, "https://", 0, 8)) {
            throw new IllegalArgumentException("the header " + Exchange.HTTP_URI
                    + " has to be the address to post to, starting with http:// or https://, but "
                    + (address.isEmpty() ? "is missing" : "starts otherwise"));
        }
        return URI.create(UnsafeUriCharactersEncoder.encodeHttpURI(address));
    }

    /** Whether a header of the message becomes one of the request, which its name alone decides. */
    private boolean isSent(Map.Entry<String, Object> header, Exchange exchange) {
        Boolean known = sent.get(header.getKey());
        if (known != null) {
            return known;
        }
        boolean answer = header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                || !filter.applyFilterToCamelHeaders(header.getKey(), header.getValue(), exchange);
        if (sent.size() < MOST_NAMES) {
            sent.put(header.getKey(), answer);
        }
        return answer;
    }

    private void copyHeaders(Message message, BasicHttpRequest request, Exchange exchange) {
        request.setHeader(HttpHeaders.USER_AGENT, endpoint.getUserAgent());
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            Object value = header.getValue();
            if (value != null && isSent(header, exchange)) {
                request.addHeader(header.getKey(), value.toString());
            }
        }
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

    private final class Answered extends Posts.Post implements FutureCallback<HttpResponse> {
        private final Posts posts;
        private final Exchange exchange;
        private final AsyncCallback callback;
        private final URI address;

        Answered(Posts posts, Exchange exchange, AsyncCallback callback, URI address) {
            this.posts = posts;
            this.exchange = exchange;
            this.callback = callback;
            this.address = address;
        }

        @Override
        public void completed(HttpResponse answer) {
            if (posts.end(this)) {
                take(answer);
            }
        }

        @Override
        public void failed(Exception cause) {
            if (posts.end(this)) {
                giveUp(cause);
            }
        }

        @Override
        public void cancelled() {
            failed(new IOException("the connections were closed"));
        }

        @Override
        void giveUp(Exception cause) {
            exchange.setException(cause);
            resume(exchange, () -> callback.done(false));
        }

        private void take(HttpResponse answer) {
            try {
                judge(answer);
            } catch (RuntimeException | Error e) {
                // Nobody else ends the exchange.
                exchange.setException(new IOException("the answer could not be taken", e));
            }
            resume(exchange, () -> callback.done(false));
        }

        private void judge(HttpResponse answer) {
            int status = answer.getCode();
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            if (status < 200 || status > 299) {
                Map<String, String> headers = new HashMap<>();
                for (Header header : answer.getHeaders()) {
                    headers.put(header.getName(), header.getValue());
                }
                exchange.setException(new HttpOperationFailedException(
                        address.toString(), status, answer.getReasonPhrase(), headers.get("Location"), headers, null));
            }
        }
    }
}
