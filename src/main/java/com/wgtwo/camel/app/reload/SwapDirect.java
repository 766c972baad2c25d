package com.wgtwo.camel.app.reload;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.util.StringHelper;

/**
 * The component {@code direct} with consumers that take over from one another: the newest gets what is sent from then
 * on. That two routes of one set start with the same {@code direct:} is refused by Camel before it comes to this.
 */
final class SwapDirect extends DirectComponent {
    private final Map<String, DirectConsumer> newest = new HashMap<>();

    @Override
    public synchronized void addConsumer(String key, DirectConsumer consumer) {
        DirectConsumer older = newest.put(key, consumer);
        if (older != null && older != consumer) {
            // For the moment until the next line a sender waits, as for any consumer that is not there yet.
            super.removeConsumer(key, older);
        }
        super.addConsumer(key, consumer);
    }

    @Override
    public synchronized void removeConsumer(String key, DirectConsumer consumer) {
        newest.remove(key, consumer);
        super.removeConsumer(key, consumer);
    }

    /** Makes a consumer that was replaced the newest again. */
    void takeBack(DirectConsumer consumer) {
        String uri = consumer.getEndpoint().getEndpointUri();
        addConsumer(StringHelper.before(uri, "?", uri), consumer);
    }
}
