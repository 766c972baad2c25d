package com.wgtwo.camel.component;

import com.google.protobuf.Message;
import com.wgtwo.camel.stream.Connection;
import com.wgtwo.camel.stream.ConnectionSettings;
import com.wgtwo.camel.stream.HandOver;
import com.wgtwo.camel.stream.PlatformAccess;
import com.wgtwo.camel.stream.json.EventJson;
import com.wgtwo.camel.stream.platform.PlatformMethod;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a unary method of the platform: the body is the request, as protobuf message or as its JSON; afterwards it is the
 * response, as protobuf message, which any step can have as JSON.
 *
 * <p>A call that fails fails the step with a {@link StatusRuntimeException}; nothing is repeated here, because only the
 * route knows whether a method may be called twice.
 */
final class WgtwoCallProducer extends DefaultAsyncProducer {

    private final WgtwoEndpoint endpoint;
    private final Map<String, PlatformAccess> ways = new ConcurrentHashMap<>();
    private @Nullable Map<String, Connection> connections;
    private @Nullable ExecutorService workers;

    WgtwoCallProducer(WgtwoEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.getCallTimeout() < 100) {
            throw new IllegalArgumentException(
                    "call timeout is " + endpoint.getCallTimeout() + " ms, but must be at least 100 ms");
        }
        if (endpoint.getMethod() != null) {
            PlatformMethod.get(endpoint.getMethod());
        }
        workers = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "wgtwo-call");
        Map<String, Connection> opened = new ConcurrentHashMap<>();
        for (Map.Entry<String, ConnectionSettings> region :
                endpoint.connections().entrySet()) {
            opened.put(region.getKey(), endpoint.getComponent().access().acquire(region.getValue()));
        }
        connections = opened;
    }

    @Override
    protected void doStop() throws Exception {
        Map<String, Connection> opened = connections;
        if (opened != null) {
            opened.values().forEach(endpoint.getComponent().access()::release);
        }
        connections = null;
        ways.clear();
        if (workers != null) {
            // Not now: the rest of a route that runs there would be interrupted in whatever it does.
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(workers);
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String name = exchange.getMessage().getHeader(WgtwoConstants.METHOD, endpoint.getMethod(), String.class);
            if (name == null) {
                throw new IllegalArgumentException("wgtwo:call has neither option method nor header "
                        + WgtwoConstants.METHOD + "; give one such as wgtwo.sms.v1.SmsService/SendTextToSubscriber");
            }
            call(PlatformMethod.get(name), exchange, callback);
            return false;
        } catch (InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void call(PlatformMethod<?, ?> method, Exchange exchange, AsyncCallback callback)
            throws InvalidPayloadException {
        callTyped(method, exchange, callback);
    }

    private <Q extends Message, P extends Message> void callTyped(
            PlatformMethod<Q, P> method, Exchange exchange, AsyncCallback callback) throws InvalidPayloadException {
        Q request = request(method, exchange);
        PlatformAccess way = way(method, exchange.getMessage().getHeader(WgtwoConstants.REGION, "", String.class));
        CallOptions options = way.callOptions().withDeadlineAfter(endpoint.getCallTimeout(), TimeUnit.MILLISECONDS);
        ClientCalls.asyncUnaryCall(
                way.channel().newCall(method.descriptor(), options), request, new StreamObserver<P>() {
                    @Override
                    public void onNext(P response) {
                        exchange.getMessage().setBody(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        if (Status.fromThrowable(failure).getCode() == Status.Code.UNAUTHENTICATED) {
                            way.discardToken(options);
                        }
                        exchange.setException(failure);
                        resume(callback);
                    }

                    @Override
                    public void onCompleted() {
                        resume(callback);
                    }
                });
    }

    /** The rest of the route must not run on the connection's thread. */
    private void resume(AsyncCallback callback) {
        ExecutorService executor = workers;
        if (executor == null) {
            callback.done(false);
        } else {
            HandOver.to(executor, () -> callback.done(false));
        }
    }

    private <Q extends Message, P extends Message> Q request(PlatformMethod<Q, P> method, Exchange exchange)
            throws InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        if (method.requestType().isInstance(body)) {
            return method.requestType().cast(body);
        }
        return method.parseRequest(exchange.getMessage().getMandatoryBody(String.class), EventJson::parse);
    }

    private PlatformAccess way(PlatformMethod<?, ?> method, String region) {
        Map<String, Connection> opened = connections;
        Connection connection = opened == null ? null : opened.get(region);
        if (opened != null && connection == null && opened.size() == 1) {
            connection = opened.values().iterator().next();
        }
        if (connection == null) {
            throw new IllegalArgumentException("wgtwo:call does not know the region '" + region + "' of header "
                    + WgtwoConstants.REGION + "; the option regions lists those it knows");
        }
        Connection chosen = connection;
        return ways.computeIfAbsent(
                chosen.settings().target() + " " + String.join(" ", method.scopes()),
                key -> endpoint.getComponent()
                        .access()
                        .access(
                                endpoint.getCamelContext(),
                                chosen,
                                OAuthProfiles.read(
                                        endpoint.getCamelContext(),
                                        endpoint.getConnection().getOauthProfile(),
                                        method.scopes()),
                                endpoint.getConnection().getOauthProfile()));
    }
}
