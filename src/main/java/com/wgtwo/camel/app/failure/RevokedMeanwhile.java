package com.wgtwo.camel.app.failure;

import com.wgtwo.camel.app.consent.ConsentUnclear;
import com.wgtwo.camel.app.event.EventView;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the tries of an event whose subscriber takes consent back while it waits for its next try, which happens when
 * the events of one subscriber do not wait for each other.
 *
 * <p>The error handlers ask twice: when a try failed, before they decide what becomes of the event, and again when the
 * wait before the next try is over. Camel begins that try whatever its {@code onRedelivery} says; as an
 * {@link InterceptStrategy} this class keeps the step from running, so that the refusal counts as its outcome. While a
 * tenant's revocation is not confirmed the outcome is {@link ConsentUnclear}, and while the database does not answer it is
 * {@link Unknown}: the event is tried later, or comes again.
 */
public final class RevokedMeanwhile implements InterceptStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(RevokedMeanwhile.class);

    private final Predicate revoked;

    /**
     * @param revoked true for an event made before its subscriber took consent back; throws {@link ConsentUnclear} while
     *     that is not known
     */
    public RevokedMeanwhile(Predicate revoked) {
        this.revoked = revoked;
    }

    /**
     * True for an event that nobody may get any more. Never for a revocation itself. False when the database does not
     * answer, because then the event is not given up or acknowledged either.
     */
    public boolean applies(Exchange exchange) {
        if (new EventView(exchange).isRevocation()) {
            return false;
        }
        if (Causes.of(exchange) instanceof Refusal) {
            return true;
        }
        try {
            return decide(exchange);
        } catch (ConsentUnclear e) {
            return false;
        }
    }

    /**
     * True while it is not known whether the event may still be worked on. False when the database does not answer,
     * because then it cannot be kept either.
     */
    boolean isUnclear(Exchange exchange) {
        try {
            decide(exchange);
            return false;
        } catch (ConsentUnclear e) {
            return true;
        }
    }

    /**
     * Refuses a further try of an event that {@link #applies} holds for, or that is not to be worked on for now.
     *
     * @throws Refusal when consent was revoked
     * @throws ConsentUnclear while a tenant's revocation is not confirmed
     * @throws Unknown when the database does not answer
     */
    public void refuse(Exchange exchange) {
        if (appliesForSure(exchange)) {
            throw new Refusal();
        }
    }

    /**
     * True for an event that nobody may get any more. Never for a revocation itself.
     *
     * @throws ConsentUnclear while a tenant's revocation is not confirmed
     * @throws Unknown when the database does not answer
     */
    boolean appliesForSure(Exchange exchange) {
        if (new EventView(exchange).isRevocation()) {
            return false;
        }
        try {
            return revoked.matches(exchange);
        } catch (ConsentUnclear e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Unknown(e);
        }
    }

    private boolean decide(Exchange exchange) {
        try {
            return revoked.matches(exchange);
        } catch (ConsentUnclear e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("Whether consent was revoked is not known", e);
            return false;
        }
    }

    private static boolean isRefused(Exchange exchange) {
        Exception outcome = exchange.getException();
        return outcome instanceof Refusal || outcome instanceof ConsentUnclear || outcome instanceof Unknown;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (isRefused(exchange)) {
                    callback.done(true);
                    return true;
                }
                return super.process(exchange, callback);
            }
        };
    }

    /** A try that was not begun. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal() {
            super("consent was revoked");
        }
    }

    /** A try that was not begun, because nobody could say whether it may be. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(RuntimeException cause) {
            super("whether consent was revoked is not known", cause);
        }
    }
}
