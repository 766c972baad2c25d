package com.wgtwo.camel.app.run;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few lines that tell what was started. */
final class StartReport {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    private final UnaryOperator<String> setting;

    /** @param setting the value of a setting by its name */
    StartReport(UnaryOperator<String> setting) {
        this.setting = setting;
    }

    void log(@Nullable String sandboxPage, List<String> plugins, int routes) {
        if (sandboxPage != null) {
            LOG.info("No wgtwo.target is set: using the sandbox inside this program. What it caught: {}", sandboxPage);
        } else {
            String client = value("wgtwo.client-id");
            LOG.info(
                    "Streams {} from {}, {}",
                    value("wgtwo.streams").replaceAll("\\bevents\\b", "events (" + value("wgtwo.event-types") + ")"),
                    value("wgtwo.target") + value("wgtwo.regions"),
                    client.isEmpty() ? "without a token" : "as OAuth client " + client);
        }
        LOG.info(
                "SMS to webhook: {}. SMS to mail: {}. Other events: {}. Consent revoked: data erased, {}.",
                address("sms.webhook.url", "off"),
                value("sms.mail.to").isEmpty() ? "off" : value("sms.mail.to") + " through " + value("sms.mail.server"),
                address("events.webhook.url", "one line in the log"),
                address("cleanup.webhook.url", "nobody else told"));
        if (!plugins.isEmpty()) {
            LOG.info("From plugins/: {}", String.join(", ", plugins));
        }
        LOG.info(
                "wgtwo-camel {} started {} routes in {} s; database {}",
                version(),
                routes,
                String.format(Locale.ROOT, "%.1f", sinceStart().toMillis() / 1000.0),
                value("data.url").split("[;?]", 2)[0]);
    }

    private String value(String name) {
        return setting.apply(name).strip();
    }

    /** Without path and query, where some services have a secret. */
    private String address(String name, String ifEmpty) {
        String value = value(name);
        if (value.isEmpty()) {
            return ifEmpty;
        }
        URI uri = URI.create(value);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    static String version() {
        String version = StartReport.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    /** Since this Java began, which a process is older than when a shell became it by {@code exec}. */
    private static Duration sinceStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }
}
