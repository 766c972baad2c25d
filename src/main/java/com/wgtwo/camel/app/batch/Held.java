package com.wgtwo.camel.app.batch;

import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.StreamEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/** An exchange that waits for its batch. As part of the batch's unit of work it learns how that ended. */
final class Held implements Synchronization {
    /** Exchange property of the part of a batch that was made of it. */
    static final String PROPERTY = "CamelWgtwoHeld";

    /** Exchange property of a batch with what it failed of, where its route has caught that. */
    static final String FAILURE = "CamelWgtwoBatchFailure";

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final Predicate<Exchange> triedAlone;
    private final Runnable tryAlone;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean taken;

    /**
     * @param exchange waits
     * @param callback goes on with it
     * @param triedAlone whether, after a batch that failed, it is handed over once more
     * @param tryAlone does that
     */
    Held(Exchange exchange, AsyncCallback callback, Predicate<Exchange> triedAlone, Runnable tryAlone) {
        this.exchange = exchange;
        this.callback = callback;
        this.triedAlone = triedAlone;
        this.tryAlone = tryAlone;
    }

    /** It is in a batch now, and told of its end. */
    void taken() {
        taken = true;
    }

    /** Its part was given to the route, which put it into a batch, or failed, or did neither. */
    void handedOver(Exchange part) {
        if (part.getException() != null) {
            release(part.getException());
        } else if (!taken) {
            release(
                    new IllegalStateException(
                            "the route direct:batch has no aggregate step with the strategy batchOfJson, which awaitBatch needs"));
        }
    }

    @Override
    public void onComplete(Exchange batch) {
        Exception failure = batch.getProperty(FAILURE, Exception.class);
        if (failure == null) {
            release(null);
        } else {
            failed(batch, failure);
        }
    }

    @Override
    public void onFailure(Exchange batch) {
        Exception failure = batch.getException();
        failed(batch, failure == null ? new IllegalStateException("the batch failed") : failure);
    }

    private void failed(Exchange batch, Exception failure) {
        if (triedAlone.test(batch)) {
            if (released.compareAndSet(false, true)) {
                resume(tryAlone);
            }
        } else {
            release(failure);
        }
    }

    private void release(@Nullable Throwable failure) {
        if (released.compareAndSet(false, true)) {
            if (failure != null) {
                exchange.setException(failure);
            }
            resume(() -> callback.done(false));
        }
    }

    /** Each on a thread of its own, so that those of one batch do not go on one after another. */
    private void resume(Runnable work) {
        StreamEvent event = exchange.getProperty(WgtwoConstants.EVENT_PROPERTY, StreamEvent.class);
        if (event == null) {
            work.run();
        } else {
            event.resume(work);
        }
    }
}
