package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.UnusableEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What the routes need to know about revoked consents. */
public final class Revocations {
    /** Exchange variable with the subscriber's pseudonym, for the SQL of the clean-up. */
    public static final String PSEUDONYM_VARIABLE = "pseudonym";

    /** Exchange variable with the time of the revocation, for the SQL of the clean-up. */
    public static final String REVOKED_AT_VARIABLE = "revokedAt";

    private final Tombstones tombstones;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    public Revocations(Tombstones tombstones, Pseudonyms pseudonyms, Clock clock) {
        this.tombstones = tombstones;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * True for an event made before, or at the same moment as, its subscriber's consent was revoked. An event that does
     * not say when it was made counts as made before. An event of nobody in particular is never covered.
     */
    public boolean covers(Exchange exchange) {
        EventView event = new EventView(exchange);
        Optional<String> subscriber = event.subscriber();
        if (subscriber.isEmpty()) {
            return false;
        }
        return tombstones
                .revokedAt(pseudonyms.of(subscriber.get()))
                .map(at -> event.timestamp().map(made -> !made.isAfter(at)).orElse(true))
                .orElse(false);
    }

    /**
     * Sets the variables {@value #PSEUDONYM_VARIABLE} and {@value #REVOKED_AT_VARIABLE}. A revocation without a time
     * counts as made now.
     *
     * @throws UnusableEvent when the event names no subscriber
     */
    public void identify(Exchange exchange) {
        EventView event = new EventView(exchange);
        String subscriber =
                event.subscriber().orElseThrow(() -> new UnusableEvent("the revocation names no subscriber"));
        exchange.setVariable(PSEUDONYM_VARIABLE, pseudonyms.of(subscriber));
        exchange.setVariable(
                REVOKED_AT_VARIABLE, event.timestamp().orElseGet(clock::instant).atOffset(ZoneOffset.UTC));
    }
}
