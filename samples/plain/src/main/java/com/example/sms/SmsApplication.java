package com.example.sms;

import com.wgtwo.camel.component.WgtwoComponent;
import com.wgtwo.camel.sandbox.Sandbox;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Receives SMS events in a Camel context of its own.
 *
 * <p>Without further settings it starts a sandbox of the platform inside itself. System properties: {@code wgtwo.target}
 * is the platform, host:port, and {@code wgtwo.plaintext=true} switches TLS off, for a sandbox on this machine.
 */
public final class SmsApplication {
    private SmsApplication() {}

    public static void main(String[] arguments) throws Exception {
        String target = System.getProperty("wgtwo.target", "");
        if (!target.isEmpty()) {
            run(target, Boolean.getBoolean("wgtwo.plaintext"));
            return;
        }
        try (Sandbox sandbox = Sandbox.builder().eventsPerSecond(1).start()) {
            run(sandbox.target(), true);
        }
    }

    private static void run(String target, boolean plaintext) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            // What is the same for all endpoints is set once, by setters or as properties camel.component.wgtwo.*
            WgtwoComponent platform = context.getComponent("wgtwo", WgtwoComponent.class);
            platform.setTarget(target);
            platform.setPlaintext(plaintext);

            // Without it the health of streams is known and not asked for.
            HealthCheckRegistry health = HealthCheckRegistry.get(context);
            health.register(health.resolveById("consumers"));

            context.addRoutes(new SmsRoutes());
            context.start();

            // Ctrl+C: events under way finish and are acknowledged first.
            Runtime.getRuntime().addShutdownHook(new Thread(context::stop, "stop"));
            Thread.currentThread().join();
        }
    }
}
