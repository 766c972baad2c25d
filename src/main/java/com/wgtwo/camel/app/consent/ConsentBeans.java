package com.wgtwo.camel.app.consent;

import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.failure.FailureText;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.function.Suppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans of the consent routes. Predicates: {@code revoked}, {@code ofTenant}, {@code cleanedUp}. Processors:
 * {@code identifySubscriber}, {@code askForConsents}, {@code keepConsents}, {@code logNotReconciled}.
 */
public final class ConsentBeans {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentBeans.class);

    private ConsentBeans() {}

    /**
     * Puts the beans into the registry.
     *
     * @param database opened when it is first asked for
     * @param pseudonyms how subscribers are named in the database
     * @param clock tells the time of a revocation that does not say its own
     * @return what else needs to know of revocations
     */
    public static Supplier<Revocations> bind(
            Registry registry, Supplier<? extends DataSource> database, Supplier<Pseudonyms> pseudonyms, Clock clock) {
        Supplier<Revocations> revocations =
                Suppliers.memorize(() -> new Revocations(new Tombstones(database.get()), pseudonyms.get(), clock));
        Supplier<LiveConsents> consents = Suppliers.memorize(() -> new LiveConsents(database.get(), pseudonyms.get()));
        registry.bind("revoked", (Predicate) exchange -> revocations.get().decide(exchange));
        registry.bind("ofTenant", (Predicate) exchange -> revocations.get().isOfTenant(exchange));
        registry.bind("cleanedUp", (Predicate) exchange -> revocations.get().isCleanedUp(exchange));
        registry.bind(
                "identifySubscriber", (Processor) exchange -> revocations.get().identify(exchange));
        registry.bind("askForConsents", (Processor) LiveConsents::ask);
        registry.bind("keepConsents", (Processor) exchange -> consents.get().keep(exchange));
        registry.bind("logNotReconciled", (Processor) ConsentBeans::logNotReconciled);
        return revocations;
    }

    private static void logNotReconciled(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.error(
                "Consents were not reconciled, nothing was erased: {}.",
                failure == null ? "no cause given" : FailureText.of(failure));
    }
}
