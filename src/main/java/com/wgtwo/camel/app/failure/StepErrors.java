package com.wgtwo.camel.app.failure;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes the failure of a step of what Java does not count as an exception: an {@link Error}, such as a class that a jar in
 * {@code plugins/} lacks, or a thread that the system does not give. Camel passes errors on to the thread that runs the step; the
 * event would come to no end, and keep its place in the window and the events of its subscriber behind it for ever.
 */
public final class StepErrors implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Once once = new Once(callback);
                try {
                    return super.process(exchange, once);
                } catch (Error e) {
                    if (once.getAndSet(true)) {
                        // The step has ended before: it is not the step's, and the exchange may be anywhere.
                        throw e;
                    }
                    exchange.setException(e);
                    callback.done(true);
                    return true;
                }
            }
        };
    }

    /** True when the end of the step was told. */
    private static final class Once extends AtomicBoolean implements AsyncCallback {
        private static final long serialVersionUID = 1L;

        private final transient AsyncCallback callback;

        private Once(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean doneSync) {
            if (!getAndSet(true)) {
                callback.done(doneSync);
            }
        }
    }
}
