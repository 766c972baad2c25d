package com.wgtwo.camel.app.batch;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells each event of a batch what the batch failed of, in a {@code doCatch}. Without it they learn it too, and the
 * aggregate step writes a stack trace into the log for something that their own routes tell, and may mend.
 */
public final class FailBatch implements Processor {

    @Override
    public void process(Exchange batch) {
        batch.setProperty(Held.FAILURE, batch.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }
}
