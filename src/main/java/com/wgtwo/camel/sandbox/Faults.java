package com.wgtwo.camel.sandbox;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.camel.sandbox.auth.TokenFaults;
import com.wgtwo.camel.sandbox.auth.Tokens;
import com.wgtwo.camel.sandbox.broker.Ack;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.BrokerFaults;
import com.wgtwo.camel.sandbox.server.GrpcServer;
import com.wgtwo.camel.sandbox.service.CallCounter;
import com.wgtwo.camel.sandbox.service.CallFaults;
import com.wgtwo.camel.sandbox.service.OpenStreams;
import com.wgtwo.camel.sandbox.web.WebhookFaults;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;

/** Everything that can go wrong between a client and the platform, each as one method. */
public final class Faults {
    private final GrpcServer server;
    private final OpenStreams streams;
    private final CallCounter counter;
    private final CallFaults calls;
    private final BrokerFaults broker;
    private final Broker<Event> events;
    private final Tokens tokens;
    private final Catchers catchers;

    Faults(Platform platform, Catchers catchers) {
        this.server = platform.server;
        this.streams = platform.openStreams;
        this.counter = platform.callCounter;
        this.calls = platform.callFaults;
        this.broker = platform.brokerFaults;
        this.events = platform.events;
        this.tokens = platform.tokens;
        this.catchers = catchers;
    }

    /** Ends all streams with OK. */
    public void endStreams() {
        streams.endAll();
    }

    /** Ends all streams with an error. */
    public void failStreams(Status status) {
        streams.failAll(status);
    }

    /** Number of streams that clients have open. */
    public int openStreams() {
        return streams.count();
    }

    /** How many times clients asked for a stream, whatever became of it. */
    public long subscribeCalls() {
        return counter.subscribes();
    }

    /** Number of open connections. */
    public int connections() {
        return server.connections();
    }

    /** Cuts all connections with a TCP reset. */
    public void killConnections() {
        server.killConnections();
    }

    /** Sends GOAWAY on all connections; their streams go on, new calls need a new connection. */
    public void goAway() {
        server.goAway(null);
    }

    /** Sends GOAWAY on all connections and closes them after the grace period, as the platform does about hourly. */
    public void goAway(Duration grace) {
        server.goAway(grace);
    }

    /** Stops the gRPC server as if its process were killed; journal and positions stay. */
    public void stopServer() {
        server.stop();
    }

    /** Starts the gRPC server again on the same port. */
    public void startServer() {
        server.start();
    }

    /** Delivers nothing any more, with the streams left open, until {@link #resume()}. */
    public void hang() {
        broker.hang(true);
    }

    /** Ends {@link #hang()}. */
    public void resume() {
        broker.hang(false);
    }

    /** Refuses the next calls that open a stream. */
    public void refuseSubscribes(int count, Status status) {
        calls.refuseSubscribes(count, status);
    }

    /** Refuses the next acknowledgements. */
    public void refuseAcks(int count, Status status) {
        calls.refuseAcks(count, status);
    }

    /** Applies the next acknowledgements and never answers them. */
    public void swallowAcks(int count) {
        calls.swallowAcks(count, null);
    }

    /** Applies the next acknowledgements and answers them late. */
    public void delayAcks(int count, Duration delay) {
        calls.swallowAcks(count, delay);
    }

    /** Answers the next acknowledgements with OK (v1: SUCCESS) and does not apply them. */
    public void loseAcks(int count) {
        calls.loseAcks(count);
    }

    /** Answers the next v1 acknowledgements with the status FAILURE inside an OK call, and does not apply them. */
    public void failAcks(int count) {
        calls.failAcks(count);
    }

    /** Refuses the next SMS that are to be sent, with a failed call. */
    public void refuseSms(int count, Status status) {
        calls.refuseSms(count, status);
    }

    /** Does not send the next SMS, and says so by a status inside an OK call. */
    public void doNotSendSms(int count, SendStatus status) {
        calls.doNotSendSms(count, status);
    }

    /** Sends each of the next deliveries twice, the second time marked as redelivered, while the first is in flight. */
    public void duplicateDeliveries(int count) {
        broker.duplicateNext(count);
    }

    /** Holds every event back for a while after it was emitted; zero ends it. */
    public void delayDeliveries(Duration delay) {
        broker.delay(delay);
    }

    /**
     * Delivers an acknowledged v0 event once more.
     *
     * @param ack one of {@link Sandbox#acks()}
     * @return false when its subscription is gone
     */
    public boolean deliverAgain(Ack<Event> ack) {
        return events.deliverAgain(ack);
    }

    /** Delivers all remembered acknowledged v0 events once more, and tells how many. */
    public int deliverAllAgain() {
        List<Ack<Event>> acks = events.acks();
        return (int) acks.stream().filter(events::deliverAgain).count();
    }

    /** Makes every token issued so far invalid for new calls; open streams go on, as they do on the platform. */
    public void expireTokens() {
        tokens.invalidateAll();
    }

    /** Makes every token issued so far invalid and ends all streams with UNAUTHENTICATED. */
    public void revokeTokens() {
        tokens.invalidateAll();
        streams.failAll(Status.UNAUTHENTICATED.withDescription("the token was revoked"));
    }

    /** How the token endpoint answers. */
    public TokenFaults token() {
        return catchers.tokenFaults;
    }

    /** Closes the port of the token endpoint: connections are refused. */
    public void stopTokenEndpoint() {
        catchers.token.stop();
    }

    /** Opens the port of the token endpoint again. */
    public void startTokenEndpoint() {
        catchers.token.start();
    }

    /** How the webhook catcher answers requests of this name. */
    public WebhookFaults.Hook webhook(String name) {
        return catchers.webhookFaults.hook(name);
    }

    /** Closes the port of the page and the webhook catcher: connections are refused. */
    public void stopHttp() {
        catchers.page.stop();
    }

    /** Opens the port of the page and the webhook catcher again. */
    public void startHttp() {
        catchers.page.start();
    }

    /** Closes the port of the mail catcher: connections are refused. */
    public void stopSmtp() {
        catchers.mail.stop();
    }

    /** Opens the port of the mail catcher again. */
    public void startSmtp() {
        catchers.mail.start();
    }

    /** Refuses the next mails with a temporary error (451) after their content was sent. */
    public void rejectMails(int count) {
        catchers.mail.rejectNext(count);
    }

    /** Ends every fault that lasts and forgets those that are planned; what was stopped stays stopped. */
    public void clear() {
        calls.clear();
        broker.hang(false);
        broker.delay(Duration.ZERO);
        broker.duplicateNext(0);
        catchers.tokenFaults.clear();
        catchers.webhookFaults.clear();
        catchers.mail.rejectNext(0);
    }
}
