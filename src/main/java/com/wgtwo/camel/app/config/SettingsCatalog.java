package com.wgtwo.camel.app.config;

import static com.wgtwo.camel.app.config.Check.any;
import static com.wgtwo.camel.app.config.Check.base64;
import static com.wgtwo.camel.app.config.Check.duration;
import static com.wgtwo.camel.app.config.Check.hostAndPort;
import static com.wgtwo.camel.app.config.Check.inRoutes;
import static com.wgtwo.camel.app.config.Check.listOf;
import static com.wgtwo.camel.app.config.Check.listenAddress;
import static com.wgtwo.camel.app.config.Check.matching;
import static com.wgtwo.camel.app.config.Check.number;
import static com.wgtwo.camel.app.config.Check.oneOf;
import static com.wgtwo.camel.app.config.Check.optional;
import static com.wgtwo.camel.app.config.Check.readableFile;
import static com.wgtwo.camel.app.config.Check.webAddress;
import static com.wgtwo.camel.app.config.Check.webhookSecret;
import static com.wgtwo.camel.app.config.Check.wholeNumber;
import static com.wgtwo.camel.app.config.Setting.discreet;
import static com.wgtwo.camel.app.config.Setting.of;
import static com.wgtwo.camel.app.config.Setting.secret;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every property of this program, in the order in which {@code application.properties} explains them. */
final class SettingsCatalog {
    /** Names under these belong to this program, so that a misspelt one is a mistake and not somebody else's. */
    static final List<String> PREFIXES = List.of(
            "wgtwo.",
            "sms.",
            "events.",
            "cleanup.",
            "consents.",
            "delivery.",
            "data.",
            "dead-letters.",
            "sandbox.",
            "voicemail.",
            "routes.",
            "management.",
            "tracing.",
            "log.");

    static final Map<String, Setting> SETTINGS = Stream.of(
                    discreet("wgtwo.target", optional(hostAndPort()), DiscreetAddress::web),
                    of(Regions.LIST, optional(listOf(Regions::complaint))),
                    of("wgtwo.plaintext", oneOf("true", "false")),
                    of("wgtwo.trust-certificates", optional(readableFile())),
                    of("wgtwo.client-certificate", optional(readableFile())),
                    of("wgtwo.client-key", optional(readableFile())),
                    discreet("wgtwo.token-endpoint", webAddress(), DiscreetAddress::web),
                    of("wgtwo.client-id", any()),
                    secret("wgtwo.client-secret", any()),
                    of("wgtwo.scope", any()),
                    of("wgtwo.streams", listOf(SettingsCatalog::stream)),
                    of("wgtwo.subscriptions", oneOf("per-type", "single")),
                    of("wgtwo.event-types", listOf(SettingsCatalog::eventType)),
                    of("wgtwo.queue-name", any()),
                    of("wgtwo.durable-name", any()),
                    of("wgtwo.subscriber-client-id", any()),
                    // 1 to 200 and 10 s to 10 min are the platform's own limits (its v1 interface states them)
                    of("wgtwo.max-in-flight", wholeNumber(1, 200)),
                    of("wgtwo.ack-timeout", duration("10s", "10m")),
                    of("wgtwo.start-position", SettingsCatalog::startPosition),
                    of("wgtwo.ordering", oneOf("subscriber", "none", "strict")),
                    of("wgtwo.max-deliveries", wholeNumber(1, 1000)),
                    of("wgtwo.dedupe", oneOf("memory", "store")),
                    webhook("sms.webhook.url"),
                    secret("sms.webhook.secret", webhookSecret()),
                    webhook("sms.answer.url"),
                    secret("sms.answer.secret", webhookSecret()),
                    webhook("events.webhook.url"),
                    secret("events.webhook.secret", webhookSecret()),
                    webhook("cleanup.webhook.url"),
                    secret("cleanup.webhook.secret", webhookSecret()),
                    of("consents.reconcile-every", optional(duration("1m", "30d"))),
                    of("consents.reconcile-at-start", oneOf("true", "false")),
                    recipients("sms.mail.to"),
                    of("sms.mail.from", SettingsCatalog::mailAddress),
                    discreet("sms.mail.server", hostAndPort(), DiscreetAddress::web),
                    of("sms.mail.security", oneOf("none", "starttls", "tls")),
                    of("sms.mail.username", any()),
                    secret("sms.mail.password", any()),
                    recipients("voicemail.mail.to"),
                    of("delivery.try-timeout", duration("100ms", "5m")),
                    discreet(
                            "data.url",
                            matching(
                                    Pattern.compile("jdbc:(h2|postgresql):.+"),
                                    "must start with jdbc:h2: or jdbc:postgresql:"),
                            DiscreetAddress::database),
                    of("data.username", any()),
                    secret("data.password", any()),
                    secret(
                            "data.pseudonym-key",
                            optional(matching(
                                    Pattern.compile("[0-9a-fA-F]{64}"), "must be 64 hexadecimal digits (256 bits)"))),
                    secret("data.encryption-key", optional(base64(32))),
                    secret("data.encryption-keys-old", optional(listOf(base64(32)))),
                    // An hour is the least that leaves time to replay; ten years is a typing error.
                    of("dead-letters.keep", optional(duration("1h", "3650d"))),
                    discreet("management.address", listenAddress(), DiscreetAddress::web),
                    secret("management.token", any()),
                    discreet("tracing.endpoint", optional(webAddress()), DiscreetAddress::web),
                    of("routes.reload", oneOf("true", "false")),
                    of("log.level", SettingsCatalog::logLevel),
                    of("log.format", oneOf("text", "json")),
                    of("sandbox.events-per-second", number(0, 1000)))
            .collect(Collectors.toMap(Setting::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

    private static final Pattern LOG_LEVEL = Pattern.compile("(?i)(error|warn|info|debug|trace|off|all)");
    private static final Pattern START_POSITION = Pattern.compile("oldest|new|last|sequence:\\d+");
    private static final List<String> DOCUMENTED_ALIASES = List.of("ROAMING_EVENT", "SMS_DELIVERY_EVENT");

    private SettingsCatalog() {}

    /** Known too, one for each logger. */
    static boolean isLevelOfLogger(String name) {
        return name.startsWith("log.level.");
    }

    static @Nullable String logLevel(String value) {
        return LOG_LEVEL.matcher(value).matches() ? null : "must be error, warn, info, debug, trace or off";
    }

    /** Refuses what is nearly a known name; others may be streams that a jar in plugins/ brings along. */
    private static @Nullable String stream(String value) {
        if (value.isEmpty()) {
            return "must list streams out of " + String.join(", ", PlatformStreams.names());
        }
        return PlatformStreams.names().contains(value)
                ? null
                : Nearest.to(value, PlatformStreams.names())
                        .map(meant -> "has an unknown stream, " + value + "; did you mean " + meant + "?")
                        .orElse(null);
    }

    private static @Nullable String eventType(String value) {
        List<String> known = Stream.concat(
                        Arrays.stream(EventType.values())
                                .filter(type -> type != EventType.UNSPECIFIED && type != EventType.UNRECOGNIZED)
                                .map(Enum::name),
                        DOCUMENTED_ALIASES.stream())
                .toList();
        if (known.contains(value)) {
            return null;
        }
        return Nearest.to(value, known)
                .map(meant -> "has an unknown event type, " + value + "; did you mean " + meant + "?")
                .orElse("must list event types out of " + String.join(", ", known));
    }

    private static @Nullable String startPosition(String value) {
        String rule = "must be oldest, new, last, sequence:N, timestamp:2026-01-31T12:00:00Z or delta:10m";
        if (value.startsWith("timestamp:")) {
            try {
                Instant.parse(value.substring("timestamp:".length()));
                return null;
            } catch (DateTimeParseException e) {
                return rule;
            }
        }
        if (value.startsWith("delta:")) {
            return duration("1s", "30d").complaint(value.substring("delta:".length())) == null ? null : rule;
        }
        return START_POSITION.matcher(value).matches() ? null : rule;
    }

    private static Setting webhook(String name) {
        return discreet(name, optional(inRoutes(webAddress(), "write %27 for it")), DiscreetAddress::web);
    }

    private static Setting recipients(String name) {
        return of(name, optional(inRoutes(SettingsCatalog::mailAddresses, "give another address")));
    }

    private static @Nullable String mailAddresses(String value) {
        try {
            return addresses(value) > 0 ? null : "must be one or more mail addresses, comma separated";
        } catch (AddressException e) {
            return "must be one or more mail addresses, comma separated, such as ops@example.com";
        }
    }

    private static @Nullable String mailAddress(String value) {
        try {
            return addresses(value) == 1 ? null : "must be one mail address";
        } catch (AddressException e) {
            return "must be one mail address, such as sms@example.com";
        }
    }

    /** How many there are. */
    private static int addresses(String value) throws AddressException {
        InternetAddress[] addresses = InternetAddress.parse(value, true);
        for (InternetAddress address : addresses) {
            address.validate();
        }
        return addresses.length;
    }
}
