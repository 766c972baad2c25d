package com.wgtwo.camel.app.validate;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Of a jar that was put into plugins/ without the one it needs. */
public final class LackingComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        throw new NoClassDefFoundError("org/example/Missing");
    }
}
