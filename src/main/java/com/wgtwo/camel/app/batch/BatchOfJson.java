package com.wgtwo.camel.app.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Puts JSON texts into one JSON array, in the order in which they came, behind the step {@link AwaitBatch}. The headers and
 * variables are those of the first. For aggregations in memory only: what waits lives in this process.
 */
public final class BatchOfJson implements AggregationStrategy {
    private static final String PARTS = "CamelWgtwoBatchParts";

    @Override
    public Exchange aggregate(Exchange batch, Exchange part) {
        Exchange answer = batch == null ? part : batch;
        if (batch == null) {
            answer.setProperty(PARTS, new ArrayList<String>());
        }
        parts(answer).add(part.getMessage().getBody(String.class));
        Held held = part.getProperty(Held.PROPERTY, Held.class);
        if (held == null) {
            throw new IllegalStateException("the strategy batchOfJson needs the step awaitBatch before direct:batch");
        }
        held.taken();
        answer.getExchangeExtension().addOnCompletion(held);
        return answer;
    }

    @Override
    public void onCompletion(Exchange batch) {
        batch.getMessage().setBody("[" + String.join(",", parts(batch)) + "]");
    }

    @SuppressWarnings("unchecked")
    private static List<String> parts(Exchange batch) {
        return batch.getProperty(PARTS, List.class);
    }
}
