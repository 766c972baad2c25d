package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.sandbox.Sandbox;

/**
 * The sandbox that stands in for the platform when {@code wgtwo.target} is empty. It also takes the place of every
 * target that is not set, so that all routes really run.
 */
final class EmbeddedSandbox implements AutoCloseable {
    private final Sandbox sandbox;

    private EmbeddedSandbox(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Starts it on free ports of this machine, and points the settings at it. */
    static EmbeddedSandbox start(Settings settings) {
        Sandbox sandbox = Sandbox.builder()
                .eventsPerSecond(Double.parseDouble(settings.getPlain("sandbox.events-per-second")))
                .start();
        EmbeddedSandbox embedded = new EmbeddedSandbox(sandbox);
        embedded.settle(settings);
        return embedded;
    }

    /** Points settings at it. */
    void settle(Settings settings) {
        settings.standIn(sandbox.target());
        settings.decide("wgtwo.plaintext", "true");
        settings.decide("wgtwo.trust-certificates", "");
        settings.decide("wgtwo.client-certificate", "");
        settings.decide("wgtwo.client-key", "");
        settings.decide("wgtwo.client-id", "");
        settings.decide("wgtwo.client-secret", "");
        standIn(settings, "sms.webhook.url", sandbox.webhookUrl("sms"));
        standIn(settings, "events.webhook.url", sandbox.webhookUrl("events"));
        standIn(settings, "cleanup.webhook.url", sandbox.webhookUrl("cleanup"));
        if (settings.get("sms.mail.to").isBlank()) {
            settings.decide("sms.mail.to", "you@sandbox.example");
            settings.decide("sms.mail.server", "127.0.0.1:" + sandbox.smtpPort());
            settings.decide("sms.mail.security", "none");
            settings.decide("sms.mail.username", "");
            settings.decide("sms.mail.password", "");
        }
    }

    String pageUrl() {
        return sandbox.pageUrl();
    }

    /** Shows a text at the head of the page; an empty one takes it away. */
    void notice(String text) {
        sandbox.notice(text);
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private static void standIn(Settings settings, String name, String value) {
        if (settings.get(name).isBlank()) {
            settings.decide(name, value);
        }
    }
}
