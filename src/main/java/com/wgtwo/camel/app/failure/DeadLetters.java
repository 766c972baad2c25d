package com.wgtwo.camel.app.failure;

import com.google.protobuf.Message;
import com.wgtwo.camel.app.consent.ConsentUnclear;
import com.wgtwo.camel.app.data.DeadLetter;
import com.wgtwo.camel.app.data.DeadLetterStore;
import com.wgtwo.camel.app.data.Erasure;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.Scopes;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.StreamEvent;
import com.wgtwo.camel.stream.json.EventJson;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up an event: keeps it, with what went wrong, for somebody to look at and replay. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterStore store;
    private final KeptLetters kept;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Retries retries;
    private final RevokedMeanwhile revoked;
    private final int maxDeliveries;
    private final History history;

    /**
     * What gives up.
     *
     * @param kept the same letters, to take one out again
     * @param revoked tells whose events are not kept
     * @param maxDeliveries after so many deliveries a failing event is given up
     * @param history tells when no further delivery can be relied on
     */
    public DeadLetters(
            DeadLetterStore store,
            KeptLetters kept,
            Pseudonyms pseudonyms,
            Clock clock,
            Retries retries,
            RevokedMeanwhile revoked,
            int maxDeliveries,
            History history) {
        this.store = store;
        this.kept = kept;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.retries = retries;
        this.revoked = revoked;
        this.maxDeliveries = maxDeliveries;
        this.history = history;
    }

    /**
     * True when the failed event is to be given up: its failure is permanent, or it came {@code wgtwo.max-deliveries}
     * times, or it is too old to come again for sure, or it is a replay, which nobody delivers again. Number and age do not count
     * for an event that is acknowledged already: who keeps it, such as a broker, delivers it until it is done. Never for a consent
     * revocation, which has to be cleaned up after, and not while it is unclear whether the event may be kept.
     */
    public boolean isDue(Exchange exchange) {
        EventView event = new EventView(exchange);
        return !event.isRevocation()
                && !(Causes.of(exchange) instanceof ConsentUnclear)
                && (event.isReplayed()
                        || retries.isPermanent(exchange)
                        || !event.isAcknowledged()
                                && (event.deliveryCount() >= maxDeliveries || history.isEndingFor(event)))
                && !revoked.isUnclear(exchange);
    }

    /** Not to know it fails the step: the event comes again, and is asked about anew. */
    private boolean isRevokedByNow(Exchange exchange) {
        try {
            return revoked.appliesForSure(exchange);
        } catch (ConsentUnclear e) {
            return false;
        }
    }

    /**
     * Deletes what was kept of an event that is dropped because consent was revoked: a process that was killed, or lost its
     * database, may have kept it just before.
     *
     * @throws DataAccessException when the database does not answer
     */
    public void erase(Exchange exchange) {
        kept.erase(new EventView(exchange).id(), Erasure.REVOKED);
    }

    /** What cannot be written as JSON is kept too, in its own encoding. */
    private static String json(Message message) {
        try {
            return EventJson.print(message);
        } catch (IllegalArgumentException e) {
            LOG.debug("A dead letter without JSON", e);
            return "";
        }
    }

    /**
     * Keeps the event; but not when its subscriber has revoked consent meanwhile. When this fails, so does the step, and the
     * event stays unacknowledged.
     *
     * @throws DeadLetterStore.Failure when the store did not take it
     */
    public void keep(Exchange exchange) {
        EventView event = new EventView(exchange);
        Message message =
                event.message().orElseThrow(() -> new IllegalStateException("the event is no longer in the exchange"));
        String route = FailureLog.route(exchange);
        String cause = FailureLog.cause(exchange);
        DeadLetter letter = new DeadLetter(
                event.id(),
                route,
                event.stream(),
                event.region(),
                event.type(),
                event.subscriber().map(pseudonyms::of).orElse(null),
                event.subscription().map(pseudonyms::ofText).orElse(null),
                event.tenant().orElse(null),
                Scopes.of(event.stream(), event.type()),
                event.timestamp().orElse(null),
                message.toByteArray(),
                json(message),
                cause,
                event.deliveryCount(),
                clock.instant());
        try {
            store.keep(letter);
        } catch (DeadLetterStore.Failure e) {
            LOG.atError()
                    .addKeyValue(FailureLog.EVENT_ID, event.id())
                    .log(
                            "{} failed in {} and could not be kept as a dead letter: {}. It stays unacknowledged.",
                            event,
                            route,
                            FailureText.of(e));
            throw e;
        }
        // The clean-up may have deleted what there was just before this letter came; what is not to be seen yet, it
        // deletes itself.
        if (isRevokedByNow(exchange)) {
            kept.done(new Key(event.id(), route), Erasure.REVOKED);
            LOG.info("{} failed in {} and is not kept: consent was revoked meanwhile.", event, route);
            return;
        }
        StreamEvent delivered = exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
        if (delivered != null) {
            delivered.giveUp();
        }
        Replay.failed(exchange, route, cause);
        LOG.atWarn()
                .addKeyValue(FailureLog.EVENT_ID, event.id())
                .log(
                        "{} is given up by {} on delivery {} and kept as a dead letter: {}.",
                        event,
                        route,
                        event.deliveryCount(),
                        cause);
    }
}
