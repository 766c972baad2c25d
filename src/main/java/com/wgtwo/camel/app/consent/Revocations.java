package com.wgtwo.camel.app.consent;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent.TargetCase;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.camel.app.consent.Tombstones.About;
import com.wgtwo.camel.app.consent.Tombstones.Verdict;
import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.Scopes;
import com.wgtwo.camel.app.event.UnusableEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** What the routes need to know about consents that were taken back. */
public final class Revocations {
    /** Exchange variable with the pseudonym of the subscriber's number, for the SQL of the clean-up. */
    public static final String PSEUDONYM_VARIABLE = "pseudonym";

    /** Exchange variable with the pseudonym of the subscription; that of the number when the event names none. */
    public static final String SUBSCRIPTION_VARIABLE = "subscriptionPseudonym";

    /** Exchange variable with the tenant's name. */
    public static final String TENANT_VARIABLE = "tenant";

    /** Exchange variable with the time of the revocation, for the SQL of the clean-up. */
    public static final String REVOKED_AT_VARIABLE = "revokedAt";

    /** Exchange variable with the scopes that an updated consent covers, a list that is never empty. */
    public static final String SCOPES_VARIABLE = "scopes";

    /** Exchange variable with the same scopes as one text, separated by blanks. */
    public static final String SCOPE_LIST_VARIABLE = "scopeList";

    private final Tombstones tombstones;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    Revocations(Tombstones tombstones, Pseudonyms pseudonyms, Clock clock) {
        this.tombstones = tombstones;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * True for an event made before, or at the same moment as, the consent for it was taken back: by its subscriber, by
     * its tenant unless the subscriber has a consent of its own, or for the scope of its type. An event that does not say
     * when it was made counts as made before. An event of nobody in particular is never covered.
     *
     * @throws ConsentUnclear when it is not known yet whether the subscriber has a consent of its own
     */
    public boolean decide(Exchange exchange) {
        EventView event = new EventView(exchange);
        Verdict verdict = judge(event);
        if (verdict == Verdict.UNCLEAR) {
            throw new ConsentUnclear(event.tenant().orElse(""));
        }
        return verdict == Verdict.REVOKED;
    }

    private Verdict judge(EventView event) {
        if (event.subscriber().isEmpty()
                && event.subscription().isEmpty()
                && event.tenant().isEmpty()) {
            return Verdict.VALID;
        }
        return tombstones.judge(
                about(event),
                () -> Scopes.of(event.stream(), event.type()),
                event.timestamp().orElse(null));
    }

    private About about(EventView event) {
        return new About(
                event.subscriber().map(pseudonyms::of).orElse(""),
                event.subscription().map(pseudonyms::ofText).orElse(""),
                event.tenant().orElse(""));
    }

    /** True when a consent event is about a whole tenant; false when it is about one subscriber. */
    boolean isOfTenant(Exchange exchange) {
        return change(new EventView(exchange)).getTargetCase() == TargetCase.TENANT;
    }

    /**
     * Sets the variables for the SQL of the clean-up. A revocation without a time counts as made now.
     *
     * @throws UnusableEvent when the event names neither subscriber nor tenant
     */
    void identify(Exchange exchange) {
        EventView event = new EventView(exchange);
        ConsentChangeEvent change = change(event);
        boolean ofTenant = change.getTargetCase() == TargetCase.TENANT;
        About about = about(event);
        if (ofTenant
                ? about.tenant().isEmpty()
                : about.subscriber().isEmpty() && about.subscription().isEmpty()) {
            throw new UnusableEvent("the revocation names neither subscriber nor tenant");
        }
        if (!ofTenant) {
            exchange.setVariable(
                    PSEUDONYM_VARIABLE, about.subscriber().isEmpty() ? about.subscription() : about.subscriber());
            exchange.setVariable(
                    SUBSCRIPTION_VARIABLE, about.subscription().isEmpty() ? about.subscriber() : about.subscription());
        }
        exchange.setVariable(TENANT_VARIABLE, about.tenant());
        exchange.setVariable(REVOKED_AT_VARIABLE, time(event).atOffset(ZoneOffset.UTC));
        List<String> scopes = new ArrayList<>(change.getUpdated().getScopesList());
        // SQL knows no empty list, and no scope is named so.
        scopes.add("none");
        exchange.setVariable(SCOPES_VARIABLE, scopes);
        exchange.setVariable(SCOPE_LIST_VARIABLE, String.join(" ", scopes));
    }

    /** True when the clean-up after this revocation of a subscriber was done already. */
    boolean isCleanedUp(Exchange exchange) {
        EventView event = new EventView(exchange);
        return tombstones.isCleanedUp(about(event), time(event), event.stream());
    }

    private Instant time(EventView event) {
        return event.timestamp().orElseGet(clock::instant);
    }

    private static ConsentChangeEvent change(EventView event) {
        Message message = event.message().orElse(null);
        return message instanceof StreamConsentChangeEventsResponse response
                ? response.getConsentChangeEvent()
                : ConsentChangeEvent.getDefaultInstance();
    }
}
