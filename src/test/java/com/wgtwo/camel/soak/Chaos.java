package com.wgtwo.camel.soak;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.camel.e2e.AppProcess;
import com.wgtwo.camel.e2e.HttpReceiver;
import com.wgtwo.camel.sandbox.Faults;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.sandbox.broker.Pending;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Makes one random fault after another; the same seed makes the same faults. */
final class Chaos {

    private static final List<Status> STATUSES = List.of(
            Status.CANCELLED,
            Status.UNKNOWN,
            Status.DEADLINE_EXCEEDED,
            Status.RESOURCE_EXHAUSTED,
            Status.ABORTED,
            Status.INTERNAL,
            Status.UNAVAILABLE,
            Status.DATA_LOSS);

    private final Random random;
    private final Sandbox platform;
    private final Faults faults;
    private final HttpReceiver web;
    private final AppProcess app;
    private final Ledger ledger;
    private final Map<String, Integer> made = new TreeMap<>();
    private int spoiltAcks;

    Chaos(Random random, Sandbox platform, HttpReceiver web, AppProcess app, Ledger ledger) {
        this.random = random;
        this.platform = platform;
        this.faults = platform.faults();
        this.web = web;
        this.app = app;
        this.ledger = ledger;
    }

    /** How many acks the platform did not take although they were sent in time. */
    int spoiltAcks() {
        return spoiltAcks;
    }

    /** How many faults of each kind there were. */
    Map<String, Integer> made() {
        return made;
    }

    /** Makes a fault, with an end to the process among them or not. */
    void makeOne(boolean withRestarts) throws Exception {
        int count = 1 + random.nextInt(20);
        switch (random.nextInt(withRestarts ? 22 : 20)) {
            case 0 -> note("clean end", faults::endStreams);
            case 1, 2 -> {
                Status status = STATUSES.get(random.nextInt(STATUSES.size()));
                note("stream fails", () -> faults.failStreams(status));
            }
            case 3 -> note("GOAWAY", faults::goAway);
            case 4 -> note("GOAWAY with grace", () -> faults.goAway(millis(2000)));
            case 5 -> note("TCP reset", faults::killConnections);
            case 6 -> {
                note("server restart", faults::stopServer);
                pause(millis(3000));
                faults.startServer();
            }
            case 7 -> {
                note("stalled stream", faults::hang);
                pause(millis(3000));
                faults.resume();
            }
            case 8 -> note("acks refused", () -> faults.refuseAcks(count, Status.UNAVAILABLE));
            case 9 -> {
                spoiltAcks += count;
                note("acks refused for good", () -> faults.refuseAcks(count, Status.PERMISSION_DENIED));
            }
            case 10 -> {
                spoiltAcks += count;
                note("acks lost", () -> faults.loseAcks(count));
            }
            case 11 -> note("acks never answered", () -> faults.swallowAcks(count));
            case 12 -> note("acks answered late", () -> faults.delayAcks(count, millis(2000)));
            case 13 -> note("delivered twice", () -> faults.duplicateDeliveries(count));
            case 14 -> note("tokens expire", faults::expireTokens);
            case 15 -> note("token revoked", faults::revokeTokens);
            case 16 ->
                note("token endpoint fails", () -> {
                    faults.token().fail(2, 500);
                    faults.token().html(1);
                    faults.expireTokens();
                });
            case 17 -> {
                refuse("downstream in trouble", random.nextBoolean() ? 500 : 429);
                web.answer(id -> 204);
            }
            case 18 -> {
                refuse("downstream away", 503);
                // What was accepted before is answered, so that a killed receiver cannot take an event and forget to
                // say so.
                awaitAnswers();
                web.kill();
                pause(millis(2000));
                web.answer(id -> 204);
                web.start();
            }
            case 19 -> {
                Duration delay = millis(1500);
                note("downstream slow", () -> web.delay(id -> delay));
                pause(millis(3000));
                web.delay(id -> Duration.ZERO);
            }
            case 20 -> {
                note("kill -9", () -> {});
                app.kill();
                awaitAnswers();
                ledger.killed(unacknowledged());
                app.start();
            }
            default -> {
                note("SIGTERM", app::sigterm);
                if (app.awaitExit() != 0) {
                    throw new AssertionError("SIGTERM ended with another exit code than 0");
                }
                awaitAnswers();
                ledger.stopped(unacknowledged());
                app.start();
            }
        }
    }

    private List<Event> unacknowledged() {
        return platform.pendingAcks().stream().map(Pending::event).toList();
    }

    private void refuse(String what, int status) {
        note(what, () -> web.answer(id -> status));
        pause(millis(3000));
    }

    /** Waits until the receiver is through with what it was sent, also by a process that is gone. */
    private void awaitAnswers() {
        while (web.waiting() > 0) {
            pause(Duration.ofMillis(5));
        }
    }

    /** Ends all faults. */
    void end() throws Exception {
        faults.clear();
        faults.startServer();
        web.answer(id -> 204);
    }

    private void note(String what, Runnable fault) {
        made.merge(what, 1, Integer::sum);
        ledger.fault(what);
        fault.run();
    }

    private Duration millis(int most) {
        return Duration.ofMillis(100 + random.nextInt(most));
    }

    static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
