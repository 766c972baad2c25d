package com.wgtwo.camel.app.validate;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** Of a jar that was put into plugins/ without the one it needs: at once, or {@code later}, when its route starts. */
public final class LackingComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!remaining.equals("later")) {
            throw missing();
        }
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                throw missing();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw missing();
            }
        };
    }

    private static NoClassDefFoundError missing() {
        return new NoClassDefFoundError("org/example/Missing");
    }
}
