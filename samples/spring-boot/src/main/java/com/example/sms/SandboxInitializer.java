package com.example.sms;

import com.wgtwo.camel.sandbox.Sandbox;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts a sandbox of the platform inside the application when no platform is named, so that it runs without one. */
class SandboxInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getEnvironment().getProperty("camel.component.wgtwo.target", "").isEmpty()) {
            Sandbox sandbox = Sandbox.builder().eventsPerSecond(1).start();
            Map<String, Object> instead =
                    Map.of("camel.component.wgtwo.target", sandbox.target(), "camel.component.wgtwo.plaintext", true);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", instead));
        }
    }
}
